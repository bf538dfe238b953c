// Taskt
