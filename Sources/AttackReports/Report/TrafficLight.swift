/// How far a report may travel: a label of the Traffic Light Protocol, version 2.0 (FIRST, 2022).
package enum TrafficLight: String, Codable, CaseIterable, Hashable, Sendable {
    /// To anybody.
    case clear
    /// Within the community.
    case green
    /// To who needs to know, within the organisation and its clients.
    case amber
    /// To who needs to know, within the organisation alone.
    case amberStrict = "amber+strict"
    /// To those who were handed it, nobody else.
    case red

    /// The label as it is written on documents: `TLP:AMBER+STRICT`.
    package var label: String { "TLP:\(rawValue.uppercased())" }
}
