"""Questions and answers: a View says what is asked, `answer` computes it with Polars."""
