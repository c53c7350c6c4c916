"""In the packages, what PySide6.QtOpenGL is: nothing. Its bindings are 9 MB, and all that pyqtgraph
does with them is to draw by OpenGL, which no chart here asks for; but it wants to import them."""
