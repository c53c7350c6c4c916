"""The suite mirrors desktop_app. A package, as one of its libraries brings a ``tests`` too."""
