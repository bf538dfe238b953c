// TasktTesting
