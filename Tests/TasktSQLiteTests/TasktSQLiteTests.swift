// TasktSQLite
