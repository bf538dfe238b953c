// AttackKnowledge
