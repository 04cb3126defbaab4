//! What readers of many languages type, on books of a few words: each finds what its book writes another way.

use thumbindex_engine::{Answer, Engine, Results, SearchOptions};
use thumbindex_index::{Book, Layout, Page, Section, normal, write};

/// Texts of a few sections, each on a page of its own, without headings that would answer too.
fn book(language: &str, texts: &[&str]) -> Engine {
    let page = |(at, text): (usize, &&str)| {
        let text = format!("{text}\n");
        let section = Section { heading: at.to_string(), text, level: 1, ..Section::default() };
        Page { url: at.to_string(), title: at.to_string(), sections: vec![section], ..Page::default() }
    };
    let pages = texts.iter().enumerate().map(page).collect();
    let book = Book { language: language.into(), pages, ..Book::default() };
    Engine::open(write(&[book], Layout::Packed).expect("a small book").root).expect("a sound index")
}

fn results(engine: &mut Engine, query: &str) -> Results {
    // Whoever asks the engine composes the query first, as browsers can.
    let options = SearchOptions { correct: false, ..SearchOptions::default() };
    match engine.search(&normal(query), &options).expect("a sound index") {
        Answer::Ready(results) => results,
        Answer::Needs(needs) => panic!("a packed index needs nothing, but {needs:?}"),
    }
}

fn found(engine: &mut Engine, query: &str) -> Vec<String> {
    results(engine, query).pages.into_iter().map(|page| page.url).collect()
}

fn marked(engine: &mut Engine, query: &str) -> Vec<String> {
    let pages = results(engine, query).pages;
    let pieces = pages.into_iter().flat_map(|page| page.sections).flat_map(|section| section.excerpt);
    pieces.filter(|piece| piece.mark).map(|piece| piece.text).collect()
}

/// That a book with `written` in its second section finds it there, and only there, by each of the queries.
fn finds(language: &str, written: &str, queries: &[&str]) {
    let mut engine = book(language, &["0", written, "2"]);
    for query in queries {
        assert_eq!(found(&mut engine, query), ["1"], "{language}: {written} by {query}");
    }
}

#[test]
fn a_part_finds_the_german_compound_and_marks_it() {
    let texts = [
        "Der Kauf beginnt.",
        "Ein Kauf endet.",
        "Der Kaufvertrag gilt.",
        "Die Miete steigt. Die Miete sinkt.",
        "Eine Miete.",
        "Der Mietvertrag ruht.",
    ];
    let mut engine = book("de", &texts);
    assert_eq!(found(&mut engine, "Vertrag "), ["2", "5"]);
    assert_eq!(marked(&mut engine, "Vertrag "), ["Kaufvertrag", "Mietvertrag"]);
    // Who asks for the part finds it alone before the compound, who asks for the compound finds nothing else.
    assert_eq!(found(&mut engine, "Kauf ")[2..], ["2"]);
    assert_eq!(found(&mut engine, "Kaufvertrag "), ["2"]);
}

#[test]
fn a_part_finds_the_dutch_compound_in_a_heading() {
    let section = |heading: &str, text: &str| Section {
        heading: heading.into(),
        text: format!("{text}\n"),
        level: 1,
        ..Section::default()
    };
    let sections = [
        section("Begin", "Elke gebruiker heeft een naam."),
        section("Einde", "Een gebruiker zonder naam."),
        section("Gebruikersnaam", "Kies er een."),
    ];
    let pages = (0..).zip(sections).map(|(at, section): (usize, Section)| Page {
        url: at.to_string(),
        title: section.heading.clone(),
        sections: vec![section],
        ..Page::default()
    });
    let book = Book { language: "nl".into(), pages: pages.collect(), ..Book::default() };
    let root = write(&[book], Layout::Packed).expect("a small book").root;
    let mut engine = Engine::open(root).expect("a sound index");
    // The heading first. Texts of four and of five words say as much, so those two stand in the order of the book.
    assert_eq!(found(&mut engine, "naam "), ["2", "0", "1"]);
}

#[test]
fn german_words_with_umlauts_are_found_however_they_are_typed() {
    finds("de", "Die Größe der Tür.", &["Größe", "GRÖSSE", "grosse", "tür", "tur", "TU\u{308}R"]);
}

#[test]
fn arabic_is_found_with_and_without_article_and_marks() {
    finds("ar", "أحمد كَتَبَ إلى مكتبة", &["احمد", "كتب", "الى", "مكتبه", "مكتبة", "كتــب"]);
    let mut engine =
        book("ar", &["0", "هذا كتاب", "قرأت الكتاب", "بالكتاب والكتاب", "للكتاب", "لغة", "اللغة", "وصول"]);
    let mut all = found(&mut engine, "الكتاب");
    all.sort();
    assert_eq!(all, ["1", "2", "3", "4"]);
    let mut all = found(&mut engine, "كتاب");
    all.sort();
    assert_eq!(all, ["1", "2", "3", "4"]);
    let mut all = found(&mut engine, "لغه");
    all.sort();
    assert_eq!(all, ["5", "6"]);
    assert_eq!(found(&mut engine, "وصول"), ["7"]);
}

#[test]
fn arabic_digits_and_shapes_are_the_usual_ones() {
    finds("ar", "الفصل ١٢", &["12", "١٢", "۱۲"]);
    finds("ar", "\u{fe8d}\u{fedf}\u{fedc}\u{fe98}\u{fe8e}\u{fe8f}", &["الكتاب"]);
}

#[test]
fn hebrew_is_found_with_and_without_prefixes_points_and_final_letters() {
    finds("he", "שָׁלוֹם עולם", &["שלום", "שלומ", "עולם"]);
    let mut engine = book("he", &["0", "ספר הספר", "בספר", "והספר", "כלב"]);
    let mut all = found(&mut engine, "הספר ");
    all.sort();
    assert_eq!(all, ["1", "2", "3"]);
    assert_eq!(marked(&mut engine, "ספר ").len(), 4);
    assert_eq!(found(&mut engine, "לב "), [""; 0]);
}

#[test]
fn persian_and_urdu_are_found_with_their_own_letters_and_with_arabic_ones() {
    finds(
        "fa",
        "کتاب‌های فارسی را می‌خواهم",
        &["كتابهاي", "کتاب‌های", "فارسي", "می‌خواهم", "میخواهم", "می خواهم "],
    );
    finds("ur", "یہ کتاب ہے", &["كتاب", "يه"]);
    finds("fa", "فصل ۴۲", &["42", "۴۲", "٤٢"]);
}

#[test]
fn devanagari_is_found_composed_or_not_and_with_or_without_the_dot() {
    finds("hi", "हिन्दी में ज़रूरी क़लम", &["हिन्दी", "जरूरी", "ज\u{93c}रूरी", "\u{95b}रूरी", "\u{958}लम", "कलम"]);
    finds("hi", "अध्याय १२।", &["अध्याय", "12", "१२"]);
    finds("bn", "ব\u{9dc} কথা", &["ব\u{9a1}\u{9bc}", "কথা"]);
}

#[test]
fn vietnamese_and_turkish_are_found_with_and_without_marks() {
    finds("vi", "Tiếng Việt đơn giản", &["tieng viet", "Tie\u{302}\u{301}ng Vie\u{323}\u{302}t", "don gian"]);
    finds("vi", "Tie\u{302}\u{301}ng", &["tiếng"]);
    finds(
        "tr",
        "İstanbul'da ISPARTA ılık",
        &["istanbul", "ISTANBUL", "ıstanbul", "İSTANBUL", "isparta", "ilik", "ILIK"],
    );
}

#[test]
fn greek_and_cyrillic_are_found_in_capitals_and_without_accents() {
    finds("el", "Η Ελλάδα και ο λόγος", &["ελλαδα", "ΕΛΛΆΔΑ", "ΛΟΓΟΣ", "λόγος"]);
    finds("ru", "Всё ёлка", &["все", "ВСЁ", "елка", "е\u{308}лка"]);
    finds("ru", "й чай", &["чай", "чаи\u{306}", "ЧАЙ"]);
    assert_eq!(found(&mut book("ru", &["мой", "мои"]), "мой ")[0], "0");
}

#[test]
fn korean_is_found_in_syllables_and_in_letters() {
    let letters = "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}";
    finds("ko", "한글 문서", &["한글", letters, "한", "문서"]);
    finds("ko", letters, &["한글", letters]);
    finds("ko", "소유권을 이동", &["소유권", "유권"]);
}

#[test]
fn japanese_is_found_in_any_width_and_with_its_long_vowels() {
    let dots = "か\u{3099}く";
    finds("ja", "ガイドとサーバー", &["ガイド", "ｶﾞｲﾄﾞ", "サーバ", "サーバー", "ｻｰﾊﾞｰ"]);
    finds("ja", "ｶﾞｲﾄﾞ", &["ガイド", "ｶﾞｲﾄﾞ"]);
    finds("ja", "がく", &["がく", dots]);
    finds("ja", "人々の所有権", &["人々", "所有権", "所有", "権"]);
}

#[test]
fn chinese_is_found_beside_latin_words_and_digits() {
    finds("zh", "用Rust写第１２章：所有权", &["rust", "用rust写", "所有权", "有权", "12", "权"]);
}

#[test]
fn thai_lao_and_khmer_are_found_within_a_sentence_without_spaces() {
    finds("th", "การเขียนโปรแกรมภาษาไทย", &["ภาษาไทย", "โปรแกรม", "เขียน"]);
    finds("lo", "ພາສາລາວງ່າຍ", &["ພາສາ", "ລາວ", "ງ່າຍ"]);
    finds("km", "ភាសាខ្មែរងាយស្រួល", &["ភាសា", "ខ្មែរ", "ស្រួល"]);
}
