/// A key of the configuration: what it takes, where it goes, and how its value is shown.
package struct ConfigurationKey: Sendable {
    /// The key, such as `inbox.settle`.
    package let name: String
    /// What is expected, for error messages and help.
    package let expected: String
    /// Takes a value; false where it is not of the expected kind.
    let set: @Sendable (inout Configuration, ConfigurationValue) -> Bool
    /// The value in force, as it would be written.
    package let show: @Sendable (Configuration) -> String

    /// The variable of the environment that sets the key: `TRADECRAFT_INBOX_SETTLE`.
    package var variable: String {
        "TRADECRAFT_" + String(name.uppercased().map { $0 == "." || $0 == "-" ? "_" : $0 })
    }

    /// Every key there is, in the order of the documented file.
    package static let all: [ConfigurationKey] =
        folders + mapping + extraction + reports + logging + metrics + alerts + reevaluation + hooks
}
