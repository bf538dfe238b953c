// DocumentExtraction
