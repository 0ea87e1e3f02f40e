/** What a benchmark has to leave behind: nothing. Whoever starts something says here how it ends. */
export class Cleanup {
  private readonly steps: (() => unknown)[] = [];
  private isOver = false;

  /** `undo` is called when the benchmark ends, however it ends; the last one first. */
  async defer(undo: () => unknown): Promise<void> {
    // Something that was still being started when Ctrl-C came.
    if (this.isOver) await undo();
    else this.steps.push(undo);
  }

  /** Takes every step, whatever becomes of the others. @throws AggregateError */
  async run(): Promise<void> {
    this.isOver = true;
    const failures: unknown[] = [];
    for (const undo of this.steps.reverse()) {
      try {
        await undo();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be cleaned up');
  }
}
