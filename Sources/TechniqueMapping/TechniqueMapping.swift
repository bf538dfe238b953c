// TechniqueMapping
