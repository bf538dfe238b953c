/// One kind of trace, such as "Process Creation".
package struct DataComponent: Hashable, Sendable {
    /// The ATT&CK id, such as `DC0032`; the STIX id before ATT&CK 18, which gave the components ids.
    package let id: String
    /// The name, as techniques list it.
    package let name: String
    /// The STIX id.
    package let stixID: String
    /// The id of the data source it belongs to, where that is in force.
    package let dataSource: String?
}
