/** A figure of a channel on a day; null where its platform does not say. */
export interface DayFigure {
  channelId: string;
  /** UTC, `2026-11-25`: days compare as text. */
  day: string;
  value: number | null;
}

export interface Growth {
  current: number;
  change: number;
  changePercent: number | null;
}

/**
 * What all channels counted together on each of these days. A channel that was not looked at on a day counts what it did
 * before. @returns null for days before which nothing is known
 */
export function historyOf(days: readonly string[], figures: readonly DayFigure[]): (number | null)[] {
  const ordered = known(figures);
  const latest = new Map<string, number>();
  let next = 0;
  return days.map((day) => {
    for (
      let figure = ordered[next];
      figure !== undefined && figure.day <= day;
      figure = ordered[(next += 1)]
    ) {
      latest.set(figure.channelId, figure.value);
    }
    return latest.size === 0 ? null : [...latest.values()].reduce((sum, value) => sum + value, 0);
  });
}

/** How much channels grew since each was first counted: one that was added meanwhile did not grow by all it had. */
export function growthOf(current: number, figures: readonly DayFigure[]): Growth {
  const first = new Map<string, number>();
  const last = new Map<string, number>();
  for (const { channelId, value } of known(figures)) {
    if (!first.has(channelId)) first.set(channelId, value);
    last.set(channelId, value);
  }
  const change = [...last].reduce((sum, [channelId, value]) => sum + value - (first.get(channelId) ?? 0), 0);
  const before = [...first.values()].reduce((sum, value) => sum + value, 0);
  return {
    current,
    change,
    changePercent: before === 0 ? null : Math.round((10_000 * change) / before) / 100,
  };
}

function known(figures: readonly DayFigure[]): (DayFigure & { value: number })[] {
  return figures
    .filter((figure): figure is DayFigure & { value: number } => figure.value !== null)
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
