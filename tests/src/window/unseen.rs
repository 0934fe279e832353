//! Typing and reading without the driver: its messages to the program would have the text in them.

use anyhow::Result;

use super::{LIMIT, Window};
use crate::daemon::until;
use crate::driver::css;

impl Window<'_> {
    /// Clicks a field and types plain letters and spaces into it, key by key. The driver does not type them, because its
    /// messages to the program would have the text in them.
    ///
    /// # Errors
    ///
    /// The field did not come, or does not get the keys.
    pub fn type_into(&self, id: &str, text: &str) -> Result<()> {
        self.click(id)?;
        let script = "const field = document.querySelector(arguments[0]); return document.activeElement === field";
        until("the focus", LIMIT, || Ok((self.driver.run(script, vec![css(id).into()])? == true).then_some(())))?;
        let keys: Vec<String> =
            text.chars().map(|c| if c == ' ' { "space".to_owned() } else { c.to_string() }).collect();
        self.press_anywhere(&keys.join(" "))?;
        let length = "return document.querySelector(arguments[0]).value.length";
        until("the typed text", LIMIT, || {
            Ok((self.driver.run(length, vec![css(id).into()])?.as_u64() == u64::try_from(text.len()).ok())
                .then_some(()))
        })
    }

    /// Reads the element's text without spaces, although the driver's messages do not have it in them: the page gives it
    /// backwards.
    ///
    /// # Errors
    ///
    /// It did not come.
    pub fn read_unseen(&self, id: &str) -> Result<String> {
        self.see(id)?;
        let script =
            r"return [...document.querySelector(arguments[0]).textContent.replace(/\s/g, '')].reverse().join('')";
        let backwards = self.driver.run(script, vec![css(id).into()])?;
        Ok(backwards.as_str().unwrap_or_default().chars().rev().collect())
    }
}
