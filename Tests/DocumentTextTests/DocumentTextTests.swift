// DocumentText
