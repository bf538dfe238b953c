import Foundation

/// How a measuring child process tells its figures: one JSON document as the last line of its standard output.
enum ChildOutput {
    /// Prints the figures.
    static func write(_ figures: some Encodable) throws {
        print(String(decoding: try JSONEncoder().encode(figures), as: UTF8.self))
    }

    /// Reads the figures.
    static func read<Figures: Decodable>(_ output: String, as type: Figures.Type = Figures.self) throws -> Figures {
        guard let line = output.split(separator: "\n").last(where: { $0.hasPrefix("{") }) else {
            throw BenchFailure(description: "a measuring process gave no figures")
        }
        return try JSONDecoder().decode(type, from: Data(line.utf8))
    }
}
