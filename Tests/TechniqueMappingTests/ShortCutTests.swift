import AttackKnowledge
import Testing

@testable import TechniqueMapping

/// What is done fast does the same as what is done plainly.
@Suite("Short cuts")
struct ShortCutTests {
    /// Made-up choices, the same ones every time.
    private struct Dice {
        var state: UInt64

        mutating func roll(_ sides: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int((state >> 11) % UInt64(sides))
        }
    }

    @Test
    func idsAreThoseFoundByLookingAtEveryPlace() {
        var dice = Dice(state: 7)
        let alphabet = Array("TTSGCt1059001./ -a".utf8)
        for _ in 0..<3_000 {
            let text = (0..<dice.roll(40)).map { _ in alphabet[dice.roll(alphabet.count)] }
            text.withUnsafeBufferPointer { bytes in
                var found: [Range<Int>] = []
                LiteralIdentifierScanner.scan(bytes) { found.append($0.bytes) }
                var expected: [Range<Int>] = []
                var offset = 0
                while offset < bytes.count {
                    let length = [9, 5]
                        .first {
                            offset + $0 <= bytes.count
                                && LiteralIdentifierScanner.isIdentifier(bytes, offset..<offset + $0)
                        }
                    if let length { expected.append(offset..<offset + length) }
                    offset += length ?? 1
                }
                #expect(found == expected, "\(String(decoding: text, as: UTF8.self))")
            }
        }
    }

    @Test
    func featuresAreFoundWhereAWalkThroughTheirBucketFindsThem() throws {
        let tables = try Support.embedded.get().model.tables
        var dice = Dice(state: 11)
        var keys = (0..<20_000).map { _ in FeatureKey(value: UInt32(dice.roll(1 << 31))) }
        // A key of the model itself, from each of many buckets.
        for bucket in stride(from: 0, to: FeatureKey.bucketCount, by: 7) {
            for index in Int(tables.bucketFeatures[bucket])..<Int(tables.bucketFeatures[bucket + 1]) {
                keys.append(FeatureKey(value: UInt32(bucket) << 16 | UInt32(tables.fingerprints[index])))
            }
        }
        var known = 0
        for key in keys {
            let hit = tables.find(key)
            #expect(tables.position(of: key) == hit?.index ?? -1)
            guard let hit else { continue }
            known += 1
            #expect(tables.firstWeight(of: hit.index, key) == hit.firstWeight)
        }
        #expect(known > 10_000)
    }

    @Test
    func theWeightOfAClassIsTheOneThatALookAtAllOfThemFinds() throws {
        let tables = try Support.embedded.get().model.tables
        var first = 0
        for feature in 0..<min(3_000, tables.weightCounts.count) {
            let range = first..<first + Int(tables.weightCounts[feature])
            first = range.upperBound
            for classIndex in stride(from: feature % 7, to: tables.biases.count, by: 29) {
                let expected = range.first { Int(tables.weightClasses[$0]) == classIndex }.map { tables.weights[$0] }
                #expect(tables.step(of: feature, from: range.lowerBound, for: classIndex) == expected ?? 0)
            }
        }
    }

    @Test(arguments: [
        "policies", "processes", "stopped", "running", "files", "vulnerabilities", "encrypted", "used", "dies", "is",
        "glasses", "dropping", "seed", "feed", "sized", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwings",
    ])
    func aWordIsHashedAsItsStem(_ word: String) {
        var text = word.uppercased()
        let isLong = word.utf8.count > 48
        let stem = Hash.word((isLong || word.utf8.count < 4 ? word : Stemmer.stem(word)).utf8)
        text.withUTF8 { bytes in
            var tokenizer = Tokenizer()
            tokenizer.tokenize(bytes, 0..<bytes.count)
            let isStop = StopWords.english.contains(Hash.word(word.utf8))
            #expect(tokenizer.tokens.map(\.hash) == (isStop ? [] : [stem]))
        }
        #expect(NameWordScanner.words(of: text).map(\.stem) == [stem])
        #expect(NameWordScanner.words(of: text).map(\.folded) == [Hash.word(word.utf8)])
    }
}
