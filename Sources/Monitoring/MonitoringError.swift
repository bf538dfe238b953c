/// Why a monitoring server cannot listen.
package struct MonitoringError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Where it was to listen.
    package let address: MonitoringAddress
    /// What is in the way.
    package let detail: String

    init(_ address: MonitoringAddress, _ detail: String) {
        self.address = address
        self.detail = detail
    }

    /// The error in one line.
    package var description: String { "cannot listen on \(address): \(detail)" }
}
