"""The hall that joins the rooms: files in, a database that can be asked out. Users import its names from `clausedb`."""
