use anyhow::{Context as _, Result, ensure};
use lingpai_tests::{Language, Look, Visitor, Window, walk};
use serde_json::{Value, json};

/// Sets the values of `wanted`, and calls back when the page shows them.
const SET: &str = include_str!("legible/set.js");
/// Calls back with the texts that cannot be read on the page.
const LOOK: &str = include_str!("legible/look.js");

/// The smallest size of the window.
const SMALLEST: (u32, u32) = (360, 480);

/// The settings in which each stop is read: the language's name in the preferences and on the page, and the size of the
/// text in per cent. The tour continues in the last one, because at that size nothing is easier than at the usual one.
const FACES: [(&str, &str, u32); 6] = [
    ("zh_hant", "zh-Hant", 100),
    ("zh_hant", "zh-Hant", 200),
    ("zh_hans", "zh-Hans", 200),
    ("zh_hans", "zh-Hans", 100),
    ("en", "en", 200),
    ("en", "en", 100),
];

/// A tour in the smallest window. At each stop the language and the size of the text change, as if the user changed
/// them.
#[test]
fn no_text_is_cut_off_in_any_language_in_the_smallest_window_or_enlarged_to_twice_its_size() -> Result<()> {
    let mut reader = Reader { faces: FACES, faults: Vec::new(), texts: 0 };
    let walked = walk(&mut reader, Language::En, Look::Light);
    let Reader { faults, texts, .. } = reader;
    walked.with_context(|| format!("the walk ended early; until then:\n{}", faults.join("\n")))?;
    ensure!(texts > 3000, "only {texts} texts were looked at: the walk is not what it was");
    ensure!(faults.is_empty(), "{} texts cannot be read as they should:\n{}", faults.len(), faults.join("\n"));
    Ok(())
}

/// Reads every page in every language and size, and collects what cannot be read.
struct Reader {
    faces: [(&'static str, &'static str, u32); 6],
    faults: Vec<String>,
    /// The number of texts that were checked.
    texts: u64,
}

impl Reader {
    /// Collects what the page has found.
    fn note(&mut self, found: &Value, stop: &str, lang: &str, percent: u32) -> Result<()> {
        let list = found["faults"].as_array().with_context(|| format!("the page at `{stop}` says {found}"))?;
        self.texts += found["texts"].as_u64().context("a page counts its texts")?;
        for fault in list.iter().filter_map(Value::as_str) {
            self.faults.push(format!("{stop:<16} {lang:<7} {percent} %  {fault}"));
        }
        Ok(())
    }
}

impl Visitor for Reader {
    fn visit(&mut self, window: &Window<'_>, stop: &str, ready: &dyn Fn() -> Result<()>) -> Result<()> {
        window.resize(SMALLEST.0, SMALLEST.1)?;
        for (language, lang, percent) in self.faces {
            set(window, language, lang, percent)?;
            ready().with_context(|| format!("`{stop}` does not come back in {lang} at {percent} %"))?;
            let found = window.run_to_answer(LOOK)?;
            self.note(&found, stop, lang, percent)?;
        }
        // The next stop begins with the settings in which this one ends.
        self.faces.reverse();
        Ok(())
    }

    /// The strip has one size, whatever the size of the text is.
    fn visit_strip(&mut self, window: &Window<'_>, face: &str) -> Result<()> {
        for (language, lang, percent) in self.faces.into_iter().filter(|face| face.2 == 100) {
            set(window, language, lang, percent)?;
            let spoken = format!(
                "const done = arguments[0];
                 const look = () => document.documentElement.lang === '{lang}' ? done(true) : requestAnimationFrame(look);
                 look()"
            );
            window.run_in_other_to_answer(&spoken)?;
            let found = window.run_in_other_to_answer(LOOK)?;
            self.note(&found, &format!("strip{face}"), lang, percent)?;
        }
        self.faces.reverse();
        Ok(())
    }
}

/// Sets the language and the size of the text, and waits until the page shows them.
fn set(window: &Window<'_>, language: &str, lang: &str, percent: u32) -> Result<()> {
    let wanted = json!({ "change": { "language": language, "text_percent": percent }, "lang": lang });
    let answer = window.run_to_answer(&format!("const wanted = {wanted}; {SET}"))?;
    ensure!(answer == true, "the page does not change to {lang} at {percent} %: {answer}");
    Ok(())
}
