"""Records in, tables out: the database folder, and the Parquet files published from it."""
