//! [`data_lines`]: how the word lists that come with the program are read.

/// The lines of a list that hold words: all but comments, which begin with `#`, and empty lines. Where the list is a
/// table, its heading is the first of them.
pub fn data_lines(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::data_lines;

    #[test]
    fn comments_and_empty_lines_are_no_words() {
        let lines: Vec<&str> = data_lines("# Made by hand.\n\nann\n  # roe\n").collect();
        assert_eq!(lines, ["ann", "  # roe"]);
    }
}
