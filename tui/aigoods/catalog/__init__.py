"""What is traded and by whom: goods, economies and published figures. Plain Python, no Polars."""
