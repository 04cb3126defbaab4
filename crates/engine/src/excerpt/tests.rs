//! What an excerpt shows. Marked words stand in square brackets, code in guillemets.

use super::*;
use proptest::prelude::*;
use thumbindex_index::tokens;
use unicode_segmentation::UnicodeSegmentation;

fn show(text: &str, words: &[&str]) -> String {
    pieces(text, words).iter().map(show_piece).collect::<String>().replace("»«", "").replace("][", "")
}

fn show_piece(piece: &Piece) -> String {
    let text = if piece.mark { ["[", &piece.text, "]"].concat() } else { piece.text.clone() };
    if piece.code { ["«", &text, "»"].concat() } else { text }
}

fn pieces(text: &str, words: &[&str]) -> Vec<Piece> {
    excerpt(text, &Marks::new(words.iter().map(|word| (1.0, [word.to_string()]))))
}

/// A text in which guillemets stand for the marks of code.
fn show_marked(text: &str, words: &[&str]) -> String {
    show(&text.replace('«', "\u{e}").replace('»', "\u{f}"), words)
}

#[test]
fn short_texts_are_shown_whole_with_their_words_marked() {
    assert_eq!(show("Each value has an owner.\n", &["owner", "value"]), "Each [value] has an [owner].");
}

#[test]
fn a_mark_takes_nothing_from_the_sign_before_a_word() {
    assert_eq!(
        show("Stop!\u{301}owner, and !\u{301} owner.\n", &["owner"]),
        "Stop!\u{301}[owner], and !\u{301} [owner]."
    );
}

#[test]
fn an_operator_that_is_typed_again_is_looked_for_once() {
    let mut marks = Marks::new(["=", "==", "="].map(|symbol| (1.0, [symbol.to_string()])));
    marks.add_beginning("==", 2);
    assert_eq!(marks.symbols, [("=".to_string(), 0), ("==".to_string(), 1)]);
}

#[test]
fn white_space_is_squashed() {
    assert_eq!(show("let  a\n    = owner;\n", &["owner"]), "let a = [owner];");
}

#[test]
fn the_window_with_most_of_the_words_wins() {
    let filler = "Filler words. ".repeat(30);
    let text = format!("The owner. {filler} Here the owner drops the value. {}", "More. ".repeat(50));
    let shown = show(&text, &["owner", "value"]);
    assert!(shown.starts_with("… Here the [owner] drops the [value]."), "{shown}");
    assert!(shown.ends_with(" …"), "{shown}");
}

#[test]
fn of_windows_with_the_same_words_the_tightest_wins() {
    let filler = "Filler words stand here, many of them. ".repeat(5);
    let text = format!(
        "The owner of a house and of a garden has a value.\n{filler}\nAn owner drops a value.\n{filler}\nThe owner, an old man, had a value."
    );
    let shown = show(&text, &["owner", "value"]);
    assert!(shown.contains("An [owner] drops a [value]."), "{shown}");
}

#[test]
fn telling_words_weigh_more_than_many() {
    let filler = "Filler words stand here, many of them. ".repeat(5);
    let text = format!("It has a value, this value.\n{filler}\nThe borrowchecker looks.\n");
    let words = [(0.5, ["it".to_owned()]), (0.5, ["value".to_owned()]), (4.0, ["borrowchecker".to_owned()])];
    let shown: String = excerpt(&text, &Marks::new(words)).iter().map(show_piece).collect();
    assert!(shown.contains("The [borrowchecker] looks."), "{shown}");
}

#[test]
fn a_window_begins_with_the_sentence_of_its_first_word() {
    let filler = "Filler words stand here. ".repeat(10);
    let text = format!(
        "{filler}Some call it (\"the rule.\") A value, e.g. the vec! macro's, has one owner. {filler}"
    );
    let shown = show(&text, &["owner"]);
    assert!(shown.starts_with("… A value, e.g. the vec! macro's, has one [owner]."), "{shown}");
}

#[test]
fn a_hit_near_the_end_is_shown_with_what_stands_before_it() {
    let shown = show(&format!("{}It has an owner.", "Filler words stand here. ".repeat(20)), &["owner"]);
    assert!(shown.len() > LENGTH - WORD_RUN_UP, "{shown}");
    assert!(shown.starts_with("… Filler") && shown.ends_with("[owner]."), "{shown}");
}

#[test]
fn nothing_to_mark_shows_the_beginning() {
    assert_eq!(show("A small text.\n", &[]), "A small text.");
    assert_eq!(show("", &["owner"]), "");
}

#[test]
fn overlapping_pairs_are_marked_as_one_run() {
    assert_eq!(show("用所有权写", &["所有", "有权"]), "用[所有权]写");
}

#[test]
fn words_stay_whole() {
    let text = "abcdefghij klmnopqrstu ".repeat(50);
    for at in 0..30 {
        let shown = show(&format!("{}{text}owner {text}", "x".repeat(at)), &["owner"]);
        for word in shown.trim_matches(['…', ' ']).split(' ') {
            assert!(matches!(word, "abcdefghij" | "klmnopqrstu" | "[owner]"), "{word} in {shown}");
        }
    }
}

#[test]
fn endless_words_are_cut() {
    let shown = show(&format!("{} owner {}", "x".repeat(1000), "y".repeat(1000)), &["owner"]);
    assert!(shown.contains("x [owner] y") && shown.len() < LENGTH + 20, "{shown}");
    let shown = show(&"owner".repeat(1000), &["owner"]);
    assert!(shown.len() < LENGTH + 20, "{shown}");
}

#[test]
fn chinese_is_cut_between_characters_and_latin_words_in_it_are_not() {
    let shown = show(&"所有权是Rust最独特的特性之一".repeat(30), &[]);
    assert!((LENGTH - 20..LENGTH + 5).contains(&shown.len()), "{shown}");
    for start in 0..12 {
        let text = format!("{}{}", "所".repeat(start), "的HashMap权".repeat(30));
        let shown = show(&text, &[]);
        let end = shown.trim_end_matches(" …");
        assert!(end.ends_with("HashMap") || end.ends_with(['的', '权']), "{shown}");
    }
}

#[test]
fn code_keeps_its_lines_without_the_indentation_that_they_share() {
    let text = "«    fn f() {\n\n\t    g(owner);\n    }\n»";
    assert_eq!(show_marked(text, &["owner"]), "«fn f() {\n\n    g([owner]);\n}»");
}

#[test]
fn code_is_shown_by_whole_lines() {
    let lines: String = (0..40).map(|line| format!("    line {line};\n")).collect();
    let text = format!("{}\n«fn f() {{\n{lines}    owner();\n{lines}}}\n»The end.\n", "Before. ".repeat(30));
    assert_eq!(show_marked(&text, &["owner"]), "«line 38;\nline 39;\n[owner]();\nline 0;\nline 1;»");
}

#[test]
fn code_before_a_blank_line_is_left_out() {
    let lines = "    line();\n".repeat(20);
    let text = format!("«fn f() {{\n{lines}}}\n\nfn owner() {{\n{lines}}}\n»");
    assert_eq!(
        show_marked(&text, &["owner"]),
        "«fn [owner]() {\n    line();\n    line();\n    line();\n    line();»"
    );
}

#[test]
fn code_is_led_up_to_by_the_sentence_before_it_and_followed_by_prose() {
    let filler = "Filler words stand here. ".repeat(20);
    let text = format!("{filler}\nThis is how to write it:\n«let owner = 1;\n»It is simple. {filler}");
    let shown = show_marked(&text, &["owner"]);
    assert!(
        shown.starts_with("… This is how to write it: «let [owner] = 1;\n»It is simple. Filler"),
        "{shown}"
    );
    assert!(shown.ends_with(" …") && shown.len() < CODE_LENGTH + 20, "{shown}");
}

#[test]
fn prose_runs_into_code_only_where_lines_of_it_fit() {
    let before = "Filler words stand here. ".repeat(5);
    let long = "call_of_a_function(with, many, arguments);\n".repeat(5);
    let shown = show_marked(&format!("The owner. {before}\n«{long}»"), &["owner"]);
    assert!(shown.ends_with("here. «call_of_a_function(with, many, arguments);»"), "{shown}");
    let shown = show_marked(&format!("The owner. {before}{before}\n«{long}»"), &["owner"]);
    assert!(shown.ends_with(" stand …"), "{shown}");
}

#[test]
fn a_line_of_code_without_end_is_cut_at_both_ends() {
    let noise = "a=b+c;".repeat(500);
    let shown = show_marked(&format!("«{noise} owner() {noise}\n»"), &["owner"]);
    assert!(shown.starts_with("«…") && shown.ends_with("…»") && shown.contains("[owner]"), "{shown}");
    assert!(shown.len() < CODE_LENGTH + 20, "{shown}");
}

#[test]
fn marks_of_code_that_do_not_match_are_no_fault() {
    for text in ["\u{f}", "\u{e}", "\u{e}\u{e}owner\u{e}", "a\u{f}\u{f}owner\n\u{e}\n", "\u{e}\n\n\u{f}owner"]
    {
        let shown = show(text, &["owner"]);
        assert!(!shown.contains(['\u{e}', '\u{f}']), "{shown:?}");
        assert_eq!(shown.contains("[owner]"), text.contains("owner"), "{text:?}");
    }
}

#[test]
fn hostile_texts_take_no_longer_than_their_length() {
    let marks = Marks::new([(1.0, ["a".to_owned()]), (1.0, ["b".to_owned()])]);
    let hostile = [
        "a ",
        "a b ",
        "a",
        "\u{301}",
        "\u{1f1e6}",
        "\u{200d}",
        "a\n",
        "\u{e}",
        "\u{e}a\u{f}",
        "\u{e}a\n",
        "。",
        " ",
    ];
    for piece in hostile {
        let text = format!("a{}a", piece.repeat((1 << 20) / piece.len()));
        let started = std::time::Instant::now();
        let pieces = excerpt(&text, &marks);
        assert!(pieces.iter().map(|piece| piece.text.len()).sum::<usize>() < 400, "{piece:?}");
        assert!(started.elapsed().as_secs() < 2, "{piece:?}");
    }
}

/// Texts of words, marks of code and everything else that reading them depends on.
fn text() -> impl Strategy<Value = String> {
    let scraps = prop::sample::select(vec![
        "owner",
        "value",
        " owner ",
        "所有权",
        "所有",
        "word ",
        "words. ",
        "A b",
        ". ",
        "\n",
        "\n\n",
        "\u{e}",
        "\u{f}",
        "\n\u{f}",
        "\n\u{e}    ",
        "\t",
        "    ",
        "e\u{301}",
        "🇩🇪",
        "👩‍👩‍👧‍👦",
        "각",
        "क्षि",
        "ภาษา",
        "…",
        "。",
        "\u{0}",
        "\u{1b}",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "read_line",
        "!",
        "\u{85}",
        "\u{a0}",
    ]);
    let scrap = prop_oneof![8 => scraps.prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(scrap, 0..200).prop_map(|scraps| scraps.concat())
}

/// Without what squashing, dedenting and cutting may change.
fn bare(text: &str) -> String {
    text.replace(|c: char| c.is_whitespace() || matches!(c, '…' | CODE_START | CODE_END), "")
}

proptest! {
    #[test]
    fn an_excerpt_is_a_piece_of_its_text(text in text()) {
        let pieces = pieces(&text, &["owner", "value", "所有", "line"]);
        let shown: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        prop_assert!(bare(&text).contains(&bare(&shown)), "{:?}", shown);
        prop_assert!(!shown.contains([CODE_START, CODE_END]));
        prop_assert!(shown.len() < 3 * CODE_LENGTH);
        prop_assert!(pieces.iter().all(|piece| !piece.text.is_empty()));
        prop_assert!(pieces.windows(2).all(|two| (two[0].mark, two[0].code) != (two[1].mark, two[1].code)));
    }

    #[test]
    fn marks_cover_words_that_were_found_and_nothing_else(text in text()) {
        let words = ["owner", "value", "line"];
        for piece in pieces(&text, &words).iter().filter(|piece| piece.mark) {
            let mut folded = String::new();
            thumbindex_index::analysis::fold(&piece.text, &mut folded);
            // Where a word without end was cut, a mark may be.
            prop_assert!(words.iter().any(|word| word.contains(&folded)), "{:?}", piece.text);
        }
    }

    #[test]
    fn marks_begin_and_end_between_characters(text in text()) {
        let pieces = pieces(&text, &["owner", "value", "所有", "line"]);
        let shown: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let between: Vec<usize> = shown.grapheme_indices(true).map(|(at, _)| at).chain([shown.len()]).collect();
        let mut end = 0;
        for piece in &pieces {
            let start = end;
            end += piece.text.len();
            prop_assert!(!piece.mark || between.contains(&start) && between.contains(&end), "{:?}", pieces);
        }
    }

    #[test]
    fn what_is_found_is_shown(text in text()) {
        let mut found = false;
        tokens(&text, |token| found |= token.term == "owner");
        prop_assert_eq!(pieces(&text, &["owner"]).iter().any(|piece| piece.mark), found);
    }

    #[test]
    fn text_without_code_gives_prose(text in text()) {
        let text = text.replace([CODE_START, CODE_END], "");
        for piece in pieces(&text, &["owner"]) {
            prop_assert!(!piece.code && !piece.text.contains(['\n', '\t']) && !piece.text.contains("  "), "{:?}", piece);
        }
    }
}
