"""Metrics: six figures, the charts behind them, and reports."""
