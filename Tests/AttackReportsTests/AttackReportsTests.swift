// AttackReports
