print("tradecraft")
