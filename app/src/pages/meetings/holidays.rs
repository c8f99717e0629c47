//! What the red days are called.

use domain::holiday::Holiday;

/// "Juldagen".
pub(super) fn name_of(day: Holiday) -> &'static str {
    match day {
        Holiday::NewYearsDay => say!(holidays.new_years_day),
        Holiday::Epiphany => say!(holidays.epiphany),
        Holiday::GoodFriday => say!(holidays.good_friday),
        Holiday::EasterSunday => say!(holidays.easter_sunday),
        Holiday::EasterMonday => say!(holidays.easter_monday),
        Holiday::FirstOfMay => say!(holidays.first_of_may),
        Holiday::Ascension => say!(holidays.ascension),
        Holiday::Pentecost => say!(holidays.pentecost),
        Holiday::NationalDay => say!(holidays.national_day),
        Holiday::MidsummersEve => say!(holidays.midsummers_eve),
        Holiday::MidsummersDay => say!(holidays.midsummers_day),
        Holiday::AllSaintsDay => say!(holidays.all_saints_day),
        Holiday::ChristmasEve => say!(holidays.christmas_eve),
        Holiday::ChristmasDay => say!(holidays.christmas_day),
        Holiday::BoxingDay => say!(holidays.boxing_day),
        Holiday::NewYearsEve => say!(holidays.new_years_eve),
    }
}
