extension TaskDefinition {
    /// Gives a result in place of a failure: `handler` runs once the task has failed for good.
    ///
    /// What it returns is recorded as the task's result, with a warning that names the failure; where it throws, the
    /// task has failed with its own failure. It may run again after a crash.
    ///
    /// - Parameter handler: takes the context, whose ``TaskContext/workflow`` holds the inputs, and the failure; its
    ///   result is of the task's own output type, which is checked at registration.
    /// - Returns: the task with its error handler.
    public func recovering<Output: Codable & Sendable>(
        _ handler: @escaping @Sendable (TaskContext, TaskFailure) async throws -> Output
    ) -> TaskDefinition {
        var task = self
        let coder = ResultCoder<Output>()
        task.recoveryType = Output.self
        task.recovery = { context, failure in try coder.encode(try await handler(context, failure)) }
        return task
    }

    /// Takes the task's effect back when its run fails or is cancelled: `handler` gets the recorded result.
    ///
    /// Compensations run one after the other, the task that completed last first. One may run again after a crash; one
    /// that throws is tried again under the task's retry policy, then recorded as failed, and the others still run.
    ///
    /// - Parameter handler: takes the context and the task's result, whose type is checked at registration.
    /// - Returns: the task with its compensation.
    public func compensating<Output: Codable & Sendable>(
        _ handler: @escaping @Sendable (TaskContext, Output) async throws -> Void
    ) -> TaskDefinition {
        var task = self
        task.compensationType = Output.self
        task.compensation = { context, value in try await handler(context, try value.read(as: Output.self)) }
        return task
    }
}
