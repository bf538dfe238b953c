import Testing

@testable import Tradecraft

@Suite(.timeLimit(.minutes(5))) struct WorkQueueTests {
    private let ids: [DocumentID] = {
        var generator = SystemRandomNumberGenerator()
        return (0..<4).map { _ in DocumentID(using: &generator) }
    }()

    @Test func documentsComeOutInOrderAndCountUntilTheyAreFinished() async {
        let queue = WorkQueue(capacity: 3, workers: 2, doorbell: Doorbell())
        for id in ids.prefix(3) { queue.add(id) }
        #expect(queue.room == 0)
        #expect(await queue.next() == ids[0])
        #expect(await queue.next() == ids[1])
        #expect(queue.room == 0)
        queue.finish(ids[0])
        #expect(queue.room == 1)
    }

    @Test func aDocumentIsWorkedOnOnceAtATimeAndGetsItsOtherTurnAfterwards() async {
        let queue = WorkQueue(capacity: 3, workers: 2, doorbell: Doorbell())
        queue.add(ids[0])
        #expect(await queue.next() == ids[0])
        queue.add(ids[0])
        queue.add(ids[1])
        #expect(await queue.next() == ids[1])
        queue.finish(ids[0])
        #expect(await queue.next() == ids[0])
        queue.finish(ids[0])
        #expect(queue.load.members == 1)
    }

    @Test func aDelayedDocumentIsReadyOnceItIsDueOrAddedAgain() async {
        let queue = WorkQueue(capacity: 3, workers: 2, doorbell: Doorbell())
        for id in ids.prefix(2) { queue.add(id) }
        #expect(await queue.next() == ids[0])
        #expect(await queue.next() == ids[1])
        queue.delay(ids[0], until: .seconds(10))
        queue.delay(ids[1], until: .seconds(20))
        #expect(queue.release(at: .seconds(9)) == .seconds(10))
        #expect(queue.release(at: .seconds(10)) == .seconds(20))
        #expect(await queue.next() == ids[0])
        queue.add(ids[1])
        #expect(await queue.next() == ids[1])
        #expect(queue.release(at: .seconds(30)) == nil)
    }

    @Test func whatWaitsUntilItIsDueLeavesRoomForOthers() async {
        let queue = WorkQueue(capacity: 1, workers: 2, doorbell: Doorbell())
        queue.add(ids[0])
        #expect(await queue.next() == ids[0])
        #expect(queue.room == 0)
        queue.delay(ids[0], until: .seconds(300))
        #expect(queue.room == 1)
    }

    @Test func aWaitingWorkerIsReleasedByCancellation() async {
        let queue = WorkQueue(capacity: 3, workers: 2, doorbell: Doorbell())
        let worker = Task { await queue.next() }
        worker.cancel()
        #expect(await worker.value == nil)
        queue.add(ids[0])
        #expect(await queue.next() == ids[0])
    }

    @Test func urgentDocumentsGoFirst() async {
        let queue = WorkQueue(capacity: 4, workers: 4, doorbell: Doorbell())
        queue.add(ids[0])
        queue.add(ids[1], .bulk)
        queue.add(ids[2], .urgent)
        #expect(await queue.next() == ids[2])
        #expect(await queue.next() == ids[0])
        #expect(await queue.next() == ids[1])
    }

    @Test func aSmallDocumentDoesNotWaitForLargeOnes() async {
        let queue = WorkQueue(capacity: 4, workers: 2, doorbell: Doorbell())
        for id in ids.prefix(3) { queue.add(id, .bulk) }
        #expect(await queue.next() == ids[0])
        #expect(await queue.next() == ids[1])
        // Both workers have a large one: the third large one waits, the small one goes beside them.
        async let third = queue.next()
        queue.add(ids[3])
        #expect(await third == ids[3])
        queue.finish(ids[3])
        queue.finish(ids[0])
        #expect(await queue.next() == ids[2])
    }

    @Test func noMoreDocumentsAreInWorkThanThereAreWorkers() async {
        let queue = WorkQueue(capacity: 4, workers: 1, doorbell: Doorbell())
        for id in ids.prefix(2) { queue.add(id) }
        #expect(await queue.next() == ids[0])
        let waiting = Task { await queue.next() }
        queue.delay(ids[0], until: .seconds(10))
        #expect(await waiting.value == ids[1])
    }
}
