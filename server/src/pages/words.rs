//! The few sentences the server says itself: the related person's page and the page for an address that
//! does not exist. Everything else a person reads comes from the app's `locales/`.

use domain::Locale;

/// The sentences in one language.
#[derive(Debug)]
pub(crate) struct Words {
    /// Nothing at this address.
    pub(crate) lost_title: &'static str,
    pub(crate) lost_text: &'static str,
    pub(crate) home: &'static str,
    pub(crate) worse: &'static str,
    /// Before "Visa".
    pub(crate) ask_title: &'static str,
    pub(crate) ask_text: &'static str,
    pub(crate) code: &'static str,
    pub(crate) code_hint: &'static str,
    pub(crate) no_code: &'static str,
    pub(crate) show: &'static str,
    pub(crate) told: &'static str,
    /// What may go wrong.
    pub(crate) empty_code: &'static str,
    pub(crate) wrong_code: &'static str,
    pub(crate) too_many: &'static str,
    pub(crate) gone_title: &'static str,
    pub(crate) gone_text: &'static str,
    /// The snapshot.
    pub(crate) from: &'static str,
    pub(crate) title: &'static str,
    pub(crate) written: &'static str,
    pub(crate) until: &'static str,
    pub(crate) well: &'static str,
    pub(crate) then: &'static str,
    pub(crate) no_lines: &'static str,
    pub(crate) call_order: &'static str,
    pub(crate) call: &'static str,
    pub(crate) meeting: &'static str,
    /// The people around her that she shares.
    pub(crate) contacts: &'static str,
    pub(crate) contacts_of: &'static str,
    pub(crate) call_about: &'static str,
    pub(crate) you: &'static str,
    pub(crate) at: &'static str,
    pub(crate) urgent: &'static str,
    pub(crate) advice: &'static str,
    pub(crate) emergency: &'static str,
}

const SV: Words = Words {
    lost_title: "Här finns ingen sida",
    lost_text: "Adressen kan vara felskriven, eller så har sidan flyttat. Det du har skrivit finns kvar.",
    home: "Till början",
    worse: "Om jag mår sämre",
    ask_title: "Någon vill visa dig något",
    ask_text: "Du har fått den här länken av någon som litar på dig.",
    code: "Kod",
    code_hint: "Det behövs en kod för att öppna. Skriv den du har fått.",
    no_code: "Det behövs ingen kod.",
    show: "Visa",
    told: "Den som gav dig länken ser att du har öppnat den.",
    empty_code: "Skriv koden först. Har du ingen, fråga den som gav dig länken.",
    wrong_code: "Koden stämmer inte. Prova igen, eller fråga den som gav dig länken.",
    too_many: "Det blev många försök. Vänta en stund och prova igen.",
    gone_title: "Länken gäller inte längre",
    gone_text: "Be den som gav dig länken om en ny.",
    from: "Från",
    title: "Så kan du hjälpa mig",
    written: "Skrevs",
    until: "Länken gäller till",
    well: "Så är jag när jag mår bra",
    then: "Då vill jag att du gör",
    no_lines: "Det står inget här än.",
    call_order: "Ring i den här ordningen",
    call: "Ring",
    meeting: "Nästa möte",
    contacts: "Mina kontakter",
    contacts_of: "Så såg listan ut",
    call_about: "Ring om",
    you: "Det är du.",
    at: "kl.",
    urgent: "Om det är bråttom",
    advice: "Vårdråd dygnet runt",
    emergency: "Fara för liv",
};

const EN: Words = Words {
    lost_title: "There is no page here",
    lost_text: "The address may be misspelt, or the page has moved. What you have written is still there.",
    home: "To the start",
    worse: "If I feel worse",
    ask_title: "Somebody wants to show you something",
    ask_text: "You got this link from somebody who trusts you.",
    code: "Code",
    code_hint: "A code is needed to open this. Write the one you got.",
    no_code: "No code is needed.",
    show: "Show",
    told: "The person who gave you the link sees that you have opened it.",
    empty_code: "Write the code first. If you have none, ask the person who gave you the link.",
    wrong_code: "The code is not right. Try again, or ask the person who gave you the link.",
    too_many: "That was many tries. Wait a while and try again.",
    gone_title: "This link no longer works",
    gone_text: "Ask the person who gave you the link for a new one.",
    from: "From",
    title: "How you can help me",
    written: "Written",
    until: "The link works until",
    well: "This is how I am when I feel well",
    then: "Then I want you to",
    no_lines: "Nothing is written here yet.",
    call_order: "Call in this order",
    call: "Call",
    meeting: "Next meeting",
    contacts: "My contacts",
    contacts_of: "The list as it was on",
    call_about: "Call about",
    you: "This is you.",
    at: "at",
    urgent: "If it is urgent",
    advice: "Medical advice, day and night",
    emergency: "Danger to life",
};

/// The sentences in a language.
pub(crate) const fn words(locale: Locale) -> &'static Words {
    match locale {
        Locale::Sv => &SV,
        Locale::En => &EN,
    }
}
