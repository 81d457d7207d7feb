"""What is promised of a figure, how it was measured, and whether it is kept."""

import dataclasses
import statistics


@dataclasses.dataclass
class Promise:
    """A figure of every round, the bound that it must keep, and the one that is aimed at.

    `figures` are ratios (or megabytes, milliseconds: `unit` says so), one for each round. The claim is their median,
    the noise half the distance between their quartiles. A bound is missed where the median misses it by more than that.
    """

    work: str
    figures: list
    must: float
    aim: float
    unit: str = "×"
    at_least: bool = True

    @property
    def median(self):
        return statistics.median(self.figures)

    @property
    def noise(self):
        if len(self.figures) < 4:
            return 0.0
        low, _, high = statistics.quantiles(self.figures, n=4, method="inclusive")
        return (high - low) / 2

    def margin(self, bound):
        """How far the median is on the right side of a bound; negative where it misses."""
        return self.median - bound if self.at_least else bound - self.median

    @property
    def verdict(self):
        if self.margin(self.aim) >= 0:
            return "aim"
        if self.margin(self.must) >= 0:
            return "must"
        return "noise" if self.margin(self.must) + self.noise >= 0 else "MISSED"

    @property
    def is_missed(self):
        return self.verdict == "MISSED"

    def record(self):
        return {"work": self.work, "figures": self.figures, "median": self.median, "noise": self.noise, "must": self.must,
                "aim": self.aim, "unit": self.unit, "atLeast": self.at_least, "verdict": self.verdict}


def ratios(runs, over, under, key="wallSeconds"):
    """The figure of tool `over` divided by that of tool `under`, within each round."""
    figures = {(run["round"], run["tool"]): run[key] for run in runs}
    rounds = sorted({run["round"] for run in runs})
    return [figures[number, over] / figures[number, under] for number in rounds]


def figures(runs, tool, key="wallSeconds", factor=1.0):
    """One figure of one tool, round by round."""
    return [run[key] * factor for run in runs if run["tool"] == tool]


def markdown(promises):
    """One line for each promise."""
    lines = ["| work | measured, median (min–max) | noise | must | aim | kept |", "|---|---|---|---|---|---|"]
    for promise in promises:
        sign, unit = ("≥" if promise.at_least else "≤"), promise.unit
        span = f"{min(promise.figures):.2f}–{max(promise.figures):.2f}"
        lines.append(
            f"| {promise.work} | {promise.median:.2f} {unit} ({span}) | ± {promise.noise:.2f} | {sign} {promise.must:g} | "
            f"{sign} {promise.aim:g} | {promise.verdict} |")
    return "\n".join(lines)
