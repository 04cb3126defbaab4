//! The links of a page, in little room: a large site has millions of them, and they are kept until all pages are read.

/// Links in prose, as they are written, each with what the author calls its target. All of them stand in one text.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Links {
    text: String,
    /// Where in it each link's address ends, and where its words do.
    ends: Vec<(usize, usize)>,
}

impl Links {
    pub(super) fn push(&mut self, href: &str, words: &str) {
        self.text.push_str(href);
        let middle = self.text.len();
        self.text.push_str(words);
        self.ends.push((middle, self.text.len()));
    }

    /// Address and words of each.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(_, end)| *end));
        let pieces = starts.zip(&self.ends);
        pieces.map(|(start, &(middle, end))| (&self.text[start..middle], &self.text[middle..end]))
    }

    /// Gives back the room that was made for more.
    pub(super) fn finish(mut self) -> Self {
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_come_back_in_order() {
        let links = [("a.html", "A"), ("", "ü"), ("b.html#x", ""), ("c", "see c")];
        let mut kept = Links::default();
        links.iter().for_each(|(href, words)| kept.push(href, words));
        assert_eq!(kept.finish().iter().collect::<Vec<_>>(), links);
        assert_eq!(Links::default().iter().count(), 0);
    }
}
