import Taskt

// snippet: classified-error
struct CardError: ClassifiedError, CustomStringConvertible {
    enum Kind: String {
        case expired = "card-expired"
        case unreachable = "card-service-unreachable"
    }

    let kind: Kind

    var failureCode: FailureCode { FailureCode(rawValue: kind.rawValue) }
    var isTransient: Bool { kind == .unreachable }
    var description: String { "the card was not charged (\(kind.rawValue))" }
}
// end
