import TasktTesting
import Testing

@testable import Taskt

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

@Suite struct ValueTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1_700_000_000_250_999, "2023-11-14T22:13:20.250Z"),
        (951_782_400_000_000, "2000-02-29T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
        (4_102_444_800_000_000, "2100-01-01T00:00:00.000Z"),
    ])
    func aTimestampIsShownInISO8601(microseconds: Int64, shown: String) {
        #expect(Timestamp(microseconds: microseconds).description == shown)
    }

    @Test func delaysDoubleUpToTheirCapAndJitterOnlyShortensThem() {
        let policy = RetryPolicy(retries: 9, initialDelay: .seconds(1), maximumDelay: .seconds(5), jitter: 1)
        #expect((1...5).map { policy.delay(afterFailures: $0, random: 0) } == [1, 2, 4, 5, 5].map { .seconds($0) })
        #expect(policy.delay(afterFailures: 3, random: 0.75) == .seconds(1))
        #expect(policy.delay(afterFailures: 60, random: 0) == .seconds(5))
    }

    @Test func aCodeThatIsNotRetryableEndsTheTaskEvenWhenItIsTransient() {
        let policy = RetryPolicy(retries: 3, nonRetryableCodes: ["never"])
        let failure = TaskFailure(task: "t", attempt: 1, code: "never", isTransient: true, message: "")
        #expect(!policy.retries(after: failure, count: 1))
    }

    @Test func aStoredFailureIsOneLineOfLimitedLength() {
        let message = String(repeating: "long ", count: 1_000) + "\nsecond line"
        let failure = TaskFailure(task: "t", attempt: 1, code: "c", isTransient: false, message: message)
        #expect(failure.message.count == TaskFailure.messageLimit + 1)
        #expect(!failure.message.contains("\n"))
    }

    @Test(arguments: [
        (#"{"a":[{"id":"T1059"},{"id":"X1"}]}"#, "$.a[1].id: expected T####, found \"X1\""),
        (#"{"a":[{"id":7}]}"#, "$.a[0].id: expected T####, found 7"),
        (#"{"a":[{}]}"#, "$.a[0].id: expected T####, found null"),
        (#"{"a":"no"}"#, "$.a: expected an array, found \"no\""),
        (#"[]"#, "$: expected an object, found an array of 0"),
    ])
    func aViolationNamesPlaceExpectationAndFinding(json: String, says: String) throws {
        let format = StringFormat("T####") { $0.first == "T" && $0.count == 5 }
        let schema: ValueSchema = .object(["a": .array(of: .object(["id": .string(format: format)]))])
        #expect(try schema.violation(inJSON: .init(json.utf8))?.description == says)
    }

    @Test func theUpcomingFeaturesOfTheHouseAreOn() {
        var isOn: [Bool] = []
        #if hasFeature(ExistentialAny) && hasFeature(InternalImportsByDefault)
        isOn.append(true)
        #endif
        #if hasFeature(MemberImportVisibility) && hasFeature(NonisolatedNonsendingByDefault)
        isOn.append(true)
        #endif
        #expect(isOn.count == 2)
    }
}

@Suite struct InMemoryStoreTests {
    @Test(.timeLimit(.minutes(5)), arguments: StoreConformance.checks)
    func theStoreConforms(check: StoreConformance.Check) async throws {
        try await check.run(InMemoryStore())
    }
}
