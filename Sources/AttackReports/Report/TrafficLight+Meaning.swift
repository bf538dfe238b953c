extension TrafficLight {
    /// Who may see what carries the label, as one sentence.
    package var meaning: String {
        switch self {
        case .clear: "It may be shared with anybody."
        case .green: "It may be shared within the community, not in public."
        case .amber: "It may be shared within the organization and with its clients, with who needs to know."
        case .amberStrict: "It may be shared within the organization alone, with who needs to know."
        case .red: "It is for those who were handed it, and may be shared with nobody else."
        }
    }
}
