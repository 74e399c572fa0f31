//! Why a hit stands where it stands, in words.

use super::{DIM, HEADLINE, Page};
use crate::render::wrap::Run;
use crate::render::{Style, words};
use crate::search::{Explanation, Reason};

/// Columns that scores take, with the space behind them.
const SCORES: usize = 11;

/// Returns the parts of a hit's score, one a line, under the score they add up to. `noun` is what a hit is called.
pub fn explained(explanation: &Explanation, noun: &str, style: Style) -> String {
    let mut page = Page::new(style);
    let place = format!(" · rank {} of {}", words::number(explanation.rank), words::number(explanation.total));
    page.lines(0, &[Run::new(explanation.id.as_str(), HEADLINE), Run::new(place, DIM)]);
    if explanation.parts.is_empty() {
        page.lines(2, &[Run::plain("nothing in the question scores; it only says what may match")]);
        return page.text;
    }
    for (reason, score) in &explanation.parts {
        page.block(
            SCORES,
            Run::new(format!("{score:9.4}"), HEADLINE),
            &[Run::plain(sentence(reason, noun))],
            usize::MAX,
        );
    }
    let sum = Run::new(format!("{:9.4}", explanation.score), HEADLINE);
    page.block(SCORES, sum, &[Run::new("together", DIM)], usize::MAX);
    page.text
}

fn sentence(reason: &Reason, noun: &str) -> String {
    match reason {
        Reason::Words { words: typed, times: found, weighted, boost, holders, worth, length } => {
            let weighted = if *weighted { " (headlines weighted)" } else { "" };
            let holders = words::count(*holders as usize, noun);
            let boost = match number(*boost) {
                one if one == "1" => String::new(),
                boost => format!("; multiplied by {boost}, as asked"),
            };
            format!(
                "{typed} stands here {}{weighted}; {holders} with it, so it is worth {worth:.2}; length {length:.2} of the \
                 mean{boost}",
                times(*found)
            )
        }
        Reason::Condition => "the best quotation that matches".to_owned(),
        Reason::Top { words, of } if *of == 1 => format!("{} stands in headline or lead", words.join(", ")),
        Reason::Top { words, of } => {
            let stand = if words.len() == 1 { "stands" } else { "stand" };
            format!("{} {stand} in headline or lead, {} of {of} words", words.join(", "), words.len())
        }
        Reason::Near { words: (one, other), times: found } => {
            format!("{one} and {other} stand near each other {} (headlines double)", times(*found))
        }
    }
}

/// How often, as people say it.
fn times(found: f64) -> String {
    match number(found).as_str() {
        "1" => "once".to_owned(),
        "2" => "twice".to_owned(),
        found => format!("{found} times"),
    }
}

/// Whole numbers without a point, others with one digit behind it.
fn number(number: f64) -> String {
    let text = format!("{number:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::explained;
    use crate::render::Style;
    use crate::search::{Explanation, Reason};

    #[test]
    fn each_part_is_a_sentence_and_the_sum_stands_below() {
        let ferry = |times, weighted, boost| Reason::Words {
            words: "ferry".into(),
            times,
            weighted,
            boost,
            holders: 12,
            worth: 4.761,
            length: 1.1,
        };
        let words = ferry(4.0, true, 1.0);
        let top = Reason::Top { words: vec!["ferry".into()], of: 1 };
        let explanation =
            Explanation { id: "a.txt".into(), rank: 1, total: 12, score: 9.75, parts: vec![(words, 5.0), (top, 4.75)] };
        let text = explained(&explanation, "article", Style::PLAIN);
        assert_eq!(
            text,
            "a.txt · rank 1 of 12\n   5.0000  ferry stands here 4 times (headlines weighted); 12 articles with it,\n\
             \x20          so it is worth 4.76; length 1.10 of the mean\n   4.7500  ferry stands in headline or lead\n   9.7500  \
             together\n"
        );
        let other = super::sentence(&ferry(1.0, false, 2.5), "article");
        let expected = "ferry stands here once; 12 articles with it, so it is worth 4.76; length 1.10 of the mean; \
                        multiplied by 2.5, as asked";
        assert_eq!(other, expected);
        let top = Reason::Top { words: vec!["ferry".into()], of: 2 };
        assert_eq!(super::sentence(&top, "article"), "ferry stands in headline or lead, 1 of 2 words");
    }
}
