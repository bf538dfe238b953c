extension ConfigurationKey {
    /// The keys `reevaluation.*`.
    static let reevaluation: [ConfigurationKey] = [
        choice("reevaluation.trigger", \.reevaluation.trigger, of: ReevaluationSettings.Trigger.allCases),
        number("reevaluation.rate", \.reevaluation.rate, 1...60_000),
    ]
}
