//! One page for a browser, with everything in it: no script, no font, no picture from elsewhere.
//!
//! A bar a query, the worst first among those that failed or changed; behind each the answer, hit by hit, beside what it
//! was. Colour never says anything alone: every mark has its word or sign.

use super::{about_all, grade, leading, leading_change, place, wrongs};
use crate::relevance::{AnswerChange, AnswerOutcome, JudgedAnswer, Outcome, RankedDocument, Report};
use crate::render::markup::escaped;
use crate::render::words;
use std::fmt::Write;

const STYLE: &str = "\
:root{color-scheme:light dark;--ink:#1d2330;--soft:#5b6472;--line:#d9dee6;--page:#fff;--bar:#3b6ea8;--was:#c3cfdf;\
--good:#1a7f4b;--bad:#b3261e;--doubt:#8a6100;--shade:#f5f7fa}\
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ef;--soft:#a2abb9;--line:#3a4250;--page:#14181f;--bar:#7aa7dc;\
--was:#47566b;--good:#62c793;--bad:#f2877f;--doubt:#e0b34d;--shade:#1c222c}}\
*{box-sizing:border-box}body{margin:0 auto;max-width:68rem;padding:1.5rem 1rem 4rem;background:var(--page);\
color:var(--ink);font:16px/1.5 system-ui,sans-serif}\
h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.15rem;margin:2rem 0 .5rem}p{margin:.3rem 0}\
.soft{color:var(--soft)}.good{color:var(--good)}.bad{color:var(--bad)}.doubt{color:var(--doubt)}\
.verdict{font-size:1.1rem;font-weight:700}\
.wide{overflow-x:auto}table{border-collapse:collapse;margin:.5rem 0;font-variant-numeric:tabular-nums}\
th,td{padding:.2rem .7rem .2rem 0;text-align:right;vertical-align:top;border-bottom:1px solid var(--line)}\
th{font-weight:600;color:var(--soft)}th:first-child,td:first-child,.text{text-align:left}\
details{border-bottom:1px solid var(--line)}details[open]{background:var(--shade)}\
summary{display:grid;grid-template-columns:minmax(9rem,17rem) 1fr 4.5rem 5.5rem;gap:.8rem;align-items:center;\
padding:.35rem .5rem;cursor:pointer}summary:focus-visible{outline:2px solid var(--bar)}\
summary b{font-weight:600;overflow-wrap:anywhere}\
.track{position:relative;height:.9rem;border-left:1px solid var(--soft);background:var(--shade)}\
.track i{position:absolute;left:0;height:100%;background:var(--bar)}\
.track i.was{top:0;height:100%;background:var(--was)}.track i.now{top:.2rem;height:.5rem}\
.number{text-align:right;font-variant-numeric:tabular-nums}\
.inside{padding:.2rem .5rem 1rem 1.2rem}ul{margin:.3rem 0;padding-left:1.2rem}\
.ranks td{overflow-wrap:anywhere}.ranks .text{min-width:12rem}.g0{color:var(--soft)}.gq{color:var(--soft)}\
.sign{font-weight:700;padding-right:.2rem}\
@media(max-width:40rem){summary{grid-template-columns:1fr 4.5rem}.track{grid-column:1/-1}summary .delta{display:none}}\
@media print{details{break-inside:avoid}}";

/// The reports of several suites as one page.
pub fn document(reports: &[Report]) -> String {
    let title = reports.iter().map(|report| report.suite.as_str()).collect::<Vec<_>>().join(", ");
    let mut page = Page::default();
    page.say(&format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <title>{} · relevance</title><style>{STYLE}</style></head><body>",
        escaped(&title)
    ));
    reports.iter().for_each(|report| suite(report, &mut page));
    page.say("</body></html>");
    page.text
}

fn suite(report: &Report, page: &mut Page) {
    let outcome = report.verdict.outcome();
    let (class, sign) = match outcome {
        Outcome::Passed => ("good", "✓"),
        Outcome::Failed => ("bad", "✗"),
        Outcome::Undecided => ("doubt", "?"),
    };
    page.say(&format!("<main><h1>{}</h1>", escaped(&report.suite)));
    let queries = if report.answers.len() == 1 { "query" } else { "queries" };
    page.say(&format!(
        "<p class=soft>{} · {} {queries}{}</p>",
        escaped(&report.file),
        words::number(report.answers.len()),
        words::asked(report.asked)
    ));
    page.say(&format!("<p class=\"verdict {class}\">{sign} {}</p>", outcome.as_str()));
    let all: Vec<String> = about_all(report).map(ToString::to_string).collect();
    list(&all, page);
    means(report, page);
    if let Some(comparison) = &report.comparison {
        page.say(&format!("<h2>Since {}</h2>", escaped(&comparison.baseline)));
        let mut notes = comparison.notes.clone();
        for (ids, what) in [(&comparison.added, "new"), (&comparison.removed, "gone")] {
            if !ids.is_empty() {
                notes.push(format!("{what}: {}", ids.join(", ")));
            }
        }
        notes.push(match comparison.changes.len() {
            0 => "no answer changed".to_owned(),
            1 => "one answer changed".to_owned(),
            count => format!("{count} answers changed"),
        });
        list(&notes, page);
    }
    if !report.to_judge.is_empty() {
        page.say("<h2>To be judged, most decisive first</h2><div class=wide><table>");
        page.say("<tr><th>query<th class=text>document<th>rank<th>moves<th>by</tr>");
        for one in &report.to_judge {
            page.say(&format!(
                "<tr><td>{}<td class=text>{}<td>{}<td>{}<td>{:.4}</tr>",
                escaped(&one.topic),
                escaped(&one.document),
                one.rank,
                one.measure,
                one.swing
            ));
        }
        page.say("</table></div>");
    }
    queries_of(report, page);
    page.say("</main>");
}

fn means(report: &Report, page: &mut Page) {
    page.say("<h2>Means</h2><div class=wide><table><tr><th>measure<th>mean<th>median<th>lowest<th>floor");
    if report.bounds.is_some() {
        page.say("<th>bounds");
    }
    if report.comparison.is_some() {
        page.say("<th>baseline<th>difference<th>95 %<th>p (t)<th>p (flip)<th>won / same / lost<th>detectable");
    }
    page.say("</tr>");
    let number = |value: Option<f64>| value.map_or_else(String::new, |value| format!("{value:.4}"));
    for (column, measure) in report.evaluation.measures().iter().enumerate() {
        let summary = report.evaluation.summary(*measure);
        let floor = report.gates.iter().find(|gate| gate.measure == *measure).and_then(|gate| gate.min);
        page.say(&format!(
            "<tr><td>{measure}<td>{}<td>{}<td>{}<td>{}",
            number(summary.map(|summary| summary.mean)),
            number(summary.map(|summary| summary.median)),
            number(summary.map(|summary| summary.minimum)),
            number(floor)
        ));
        if let Some(bounds) = &report.bounds {
            let mean = bounds.mean(column);
            page.say(&format!(
                "<td>{}",
                mean.map_or_else(String::new, |mean| format!("{:.4} – {:.4}", mean.low, mean.high))
            ));
        }
        if let Some(comparison) = &report.comparison {
            match comparison.measures.iter().find(|change| change.measure == *measure) {
                None => page.say("<td><td><td><td><td><td><td>"),
                Some(change) => {
                    let difference = &change.difference;
                    let range = difference.interval;
                    page.say(&format!(
                        "<td>{:.4}<td>{:+.4}<td>{}<td>{}<td>{:.4}<td>{} / {} / {}<td>{}",
                        change.then,
                        difference.mean,
                        range.map_or_else(String::new, |range| format!("{:+.4} … {:+.4}", range.low, range.high)),
                        number(difference.t_test),
                        difference.sign_flip,
                        difference.wins,
                        difference.ties,
                        difference.losses,
                        number(difference.detectable)
                    ));
                }
            }
        }
        page.say("</tr>");
    }
    page.say("</table></div>");
    let tags = report.by_tag();
    if tags.is_empty() {
        return;
    }
    page.say("<details><summary><b>Means by tag</b></summary><div class=\"inside wide\"><table><tr><th>tag<th>queries");
    report.evaluation.measures().iter().for_each(|measure| page.say(&format!("<th>{measure}")));
    page.say("</tr>");
    for (tag, count, means) in tags {
        page.say(&format!("<tr><td>{}<td>{count}", escaped(&tag)));
        means.iter().for_each(|mean| page.say(&format!("<td>{mean:.4}")));
        page.say("</tr>");
    }
    page.say("</table></div></details>");
}

fn queries_of(report: &Report, page: &mut Page) {
    let name = report.evaluation.measures().first().map_or_else(String::new, ToString::to_string);
    page.say(&format!("<h2>Queries <span class=soft>by {name}; what failed or changed first</span></h2>"));
    let mut answers: Vec<&JudgedAnswer> = report.answers.iter().collect();
    let order = |answer: &&JudgedAnswer| {
        let failed = !wrongs(report, answer).is_empty();
        let lost = report.change(&answer.id).and_then(leading_change);
        let changed = report.change(&answer.id).is_some();
        let thousandths = |value: f64| (value * 1e3) as i64;
        let value = leading(report, answer).map_or(i64::MAX, |(_, value)| thousandths(value));
        (!failed, !changed, thousandths(lost.unwrap_or(0.0)), value)
    };
    answers.sort_by_cached_key(order);
    answers.iter().for_each(|answer| query(report, answer, page));
}

fn query(report: &Report, answer: &JudgedAnswer, page: &mut Page) {
    let wrongs = wrongs(report, answer);
    let change = report.change(&answer.id);
    let (class, sign, told) = match (wrongs.is_empty(), answer.outcome()) {
        (false, _) => ("bad", "✗", "failed"),
        (true, AnswerOutcome::KnownFailure) => ("doubt", "~", "known to fail"),
        _ => ("good", "✓", "met"),
    };
    let value = leading(report, answer).map(|(_, value)| value);
    let bar = |class: &str, value: f64| {
        format!("<i class={class} style=\"width:{:.1}%\"></i>", value.clamp(0.0, 1.0) * 100.0)
    };
    let then = change.and_then(|change| change.then.first().copied().flatten());
    let bars =
        then.map_or_else(String::new, |then| bar("was", then)) + &value.map_or_else(String::new, |now| bar("now", now));
    let delta = change.and_then(leading_change).filter(|delta| delta.abs() > 5e-5);
    let delta = delta.map_or_else(String::new, |delta| {
        format!("<span class={}>{delta:+.4}</span>", if delta < 0.0 { "bad" } else { "good" })
    });
    page.say(&format!(
        "<details><summary><b><span class=\"sign {class}\" title=\"{told}\">{sign}</span>{}</b>\
         <span class=track>{bars}</span><span class=number>{}</span><span class=\"number delta\">{delta}</span></summary>\
         <div class=inside>",
        escaped(&answer.id),
        value.map_or_else(|| "–".to_owned(), |value| format!("{value:.4}"))
    ));
    let tags = if answer.tags.is_empty() { String::new() } else { format!(" · {}", escaped(&answer.tags.join(", "))) };
    let asked = if answer.text.is_empty() { &answer.id } else { &answer.text };
    page.say(&format!(
        "<p><b>{}</b> <span class=soft>· {} · {}{tags} · {}:{}</span></p>",
        escaped(asked),
        answer.kind,
        words::count(answer.hits as usize, "hit"),
        escaped(&answer.file),
        answer.line
    ));
    if let Some(mark) = &answer.known_failure {
        page.say(&format!("<p class=doubt>known failure: {}</p>", escaped(mark)));
    }
    if !wrongs.is_empty() {
        page.say("<div class=bad>");
        list(&wrongs, page);
        page.say("</div>");
    }
    match change {
        Some(change) => changed(answer, change, page),
        None => {
            page.say("<div class=wide><table class=ranks><tr><th>rank<th class=text>document<th>grade<th>score</tr>");
            for (document, rank) in answer.top.iter().zip(1..) {
                page.say(&format!(
                    "<tr><td>{rank}<td class=text>{}<td>{}<td>{:.3}</tr>",
                    named(document),
                    grade(document.grade),
                    document.score
                ));
            }
            page.say("</table></div>");
        }
    }
    let missing: Vec<String> = answer
        .wanted
        .iter()
        .filter(|wanted| wanted.rank.is_none_or(|rank| rank > answer.top.len()))
        .map(|wanted| {
            format!(
                "{} (grade {}): {}",
                wanted.name,
                wanted.grade,
                wanted.rank.map_or("not found".into(), |rank| format!("rank {rank}"))
            )
        })
        .collect();
    if !missing.is_empty() {
        page.say("<p class=soft>Wanted, and further down or not there:</p>");
        list(&missing, page);
    }
    page.say("</div></details>");
}

fn changed(answer: &JudgedAnswer, change: &AnswerChange, page: &mut Page) {
    list(&change.causes, page);
    page.say(
        "<div class=wide><table class=ranks><tr><th>rank<th class=text>then<th>grade<th class=text>now<th>grade</tr>",
    );
    for rank in 0..change.before.len().max(answer.top.len()) {
        let cell = |document: Option<&RankedDocument>| match document {
            Some(document) => {
                let moved = change.moves.iter().find(|moved| moved.id == document.id);
                let arrow = match moved.map(|moved| (moved.then, moved.now)) {
                    None => String::new(),
                    Some((Some(then), Some(now))) if now < then => format!(" ↑{}", then - now),
                    Some((Some(then), Some(now))) => format!(" ↓{}", now - then),
                    Some((None, _)) => " + new here".to_owned(),
                    Some((_, None)) => " − gone".to_owned(),
                };
                format!(
                    "<td class=text>{}<span class=soft>{arrow}</span><td>{}",
                    named(document),
                    grade(document.grade)
                )
            }
            None => "<td><td>".to_owned(),
        };
        page.say(&format!("<tr><td>{}{}{}</tr>", rank + 1, cell(change.before.get(rank)), cell(answer.top.get(rank))));
    }
    page.say("</table></div>");
    let moves: Vec<String> = change
        .moves
        .iter()
        .map(|moved| format!("{} {} → {}: {}", moved.id, place(moved.then), place(moved.now), moved.why.join("; ")))
        .collect();
    list(&moves, page);
}

fn named(document: &RankedDocument) -> String {
    let class = match document.grade {
        None => " class=gq",
        Some(0) => " class=g0",
        Some(_) => "",
    };
    format!("<span{class}>{}</span>", escaped(&document.id))
}

fn list(items: &[String], page: &mut Page) {
    if items.is_empty() {
        return;
    }
    page.say("<ul>");
    items.iter().for_each(|item| page.say(&format!("<li>{}</li>", escaped(item))));
    page.say("</ul>");
}

#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    fn say(&mut self, html: &str) {
        writeln!(self.text, "{html}").expect("a string takes it");
    }
}

#[cfg(test)]
mod tests {
    use super::document;
    use crate::render::reports::samples;

    #[test]
    fn a_page_holds_everything_and_nothing_foreign_is_markup() {
        let html = document(&[samples::report()]);
        assert!(html.contains("<h1>Marrow &lt;Bay&gt;</h1>"));
        assert!(html.contains("b &lt;&amp;&gt; | `x`"));
        assert!(!html.contains("<b>\u{1b}") && !html.contains("<&>"));
        assert!(!html.contains("http://") && !html.contains("https://") && !html.contains("<script"));
        // The failed query comes first, and its bars say what it was and what it is.
        let (toll, wall) = (html.find("</span>toll</b>").unwrap(), html.find("</span>wall</b>").unwrap());
        assert!(toll < wall);
        assert!(html.contains("<i class=was style=\"width:100.0%\"></i><i class=now style=\"width:"));
    }
}
