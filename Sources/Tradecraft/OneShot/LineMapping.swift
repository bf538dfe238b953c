import AttackKnowledge
import TechniqueMapping

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// One line of the filter: parsed, mapped, answered.
struct LineMapping: Sendable {
    let mappers: DomainMappers
    let top: Int?

    private struct Line: Decodable {
        let id: String?
        let text: String?
    }

    private struct LineError: Error {
        let code: String
        let message: String
        var id: String?
    }

    /// The answer to a line, with its line feed.
    func answer(_ bytes: ArraySlice<UInt8>, _ number: Int) -> String {
        do throws(LineError) {
            let (id, text) = try parse(bytes)
            let mapper = mappers.mapper(for: text).mapper
            return found(id, mapper.map(text), mapper)
        } catch {
            var answer = "{\"v\":1,\"id\":"
            if let id = error.id { answer.appendJSON(id) } else { answer += "null" }
            answer += ",\"line\":\(number),\"status\":\"error\",\"error\":{\"code\":\"\(error.code)\",\"message\":"
            answer.appendJSON(error.message)
            return answer + "}}\n"
        }
    }

    private func parse(_ bytes: ArraySlice<UInt8>) throws(LineError) -> (id: String, text: String) {
        // Bytes that are not UTF-8 become U+FFFD, and so does half a surrogate pair.
        let json = String(decoding: bytes, as: UTF8.self).replacingLoneSurrogates
        let line: Line
        do {
            line = try JSONDecoder().decode(Line.self, from: Data(json.utf8))
        } catch DecodingError.typeMismatch(_, let context) {
            let place = context.codingPath.first?.stringValue
            throw LineError(
                code: "wrong-type",
                message: place.map { "\($0): expected a string" } ?? "expected a JSON object {\"id\", \"text\"}"
            )
        } catch {
            throw LineError(code: "not-json", message: "expected one JSON object a line")
        }
        guard let id = line.id else {
            throw LineError(code: "missing-id", message: "id: expected a string, found none")
        }
        guard let text = line.text else {
            throw LineError(code: "missing-text", message: "text: expected a string, found none", id: id)
        }
        return (id, text)
    }

    private func found(_ id: String, _ mapping: Mapping, _ mapper: TechniqueMapper) -> String {
        var answer = "{\"v\":1,\"id\":"
        answer.appendJSON(id)
        answer += ",\"status\":\"ok\",\"attack\":"
        answer.appendJSON(mapper.knowledge.version)
        // Said only where it is not said once for all lines.
        if mappers.detectsDomain { answer += ",\"domain\":\"\(mapper.knowledge.domain.rawValue)\"" }
        answer += ",\"model\":\"\(mapper.model.hash)\",\"techniques\":["
        for (index, match) in mapping.techniques.enumerated() {
            if index > 0 { answer += "," }
            append(match.id, match.name, match.score, to: &answer)
            answer += ",\"evidence\":["
            for (index, evidence) in match.evidence.enumerated() {
                if index > 0 { answer += "," }
                answer += "{\"start\":\(evidence.start),\"end\":\(evidence.end),\"score\":\(kept(evidence.score))}"
            }
            answer += "]}"
        }
        answer += "]"
        if let top {
            answer += ",\"ranked\":["
            for (index, technique) in mapping.ranked.prefix(top).enumerated() {
                if index > 0 { answer += "," }
                append(technique.id, technique.name, technique.score, to: &answer)
                answer += "}"
            }
            answer += "]"
        }
        return answer + "}\n"
    }

    private func append(_ id: TechniqueID, _ name: String, _ score: Double, to answer: inout String) {
        answer += "{\"id\":\"\(id)\",\"name\":"
        answer.appendJSON(name)
        answer += ",\"score\":\(kept(score))"
    }

    /// A score to four decimals.
    private func kept(_ score: Double) -> Double { (score * 10_000).rounded() / 10_000 }
}

extension String {
    /// The JSON text with every `\uD800` to `\uDFFF` that is not half of a pair replaced by `\uFFFD`.
    fileprivate var replacingLoneSurrogates: String {
        guard utf8.contains(UInt8(ascii: "\\")) else { return self }
        var bytes = Array(utf8)
        func unit(at index: Int) -> UInt16? {
            guard index + 5 < bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u")
            else {
                return nil
            }
            return UInt16(String(decoding: bytes[(index + 2)...(index + 5)], as: UTF8.self), radix: 16)
        }
        var index = 0
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "\\") else {
                index += 1
                continue
            }
            guard let first = unit(at: index), first & 0xF800 == 0xD800 else {
                index += 2
                continue
            }
            if first & 0xFC00 == 0xD800, let second = unit(at: index + 6), second & 0xFC00 == 0xDC00 {
                index += 12
            } else {
                bytes.replaceSubrange((index + 2)...(index + 5), with: Array("fffd".utf8))
                index += 6
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
