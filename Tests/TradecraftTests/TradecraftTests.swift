// Tradecraft
