//! A play that is wrong fails, at the line where it is wrong and with the reason.

use stage::play::Step;
use stage::pure::Pure;
use stage::sight::See;
use stage::{plays, read, stage::perform};

const FILE: &str = "voice/vc03_a_play.scn";

#[test]
fn a_play_that_is_wrong_says_where_and_why() {
    let cases = [
        ("wait 5s\n  Ann is Available", "0: a head line `# stages: …` has to say where it plays"),
        ("# stages: pure\nAnn is available", "0: it sees nothing, so it cannot fail"),
        ("# stages: pure\n  Ann is Available", "0: it sees something before anything was done"),
        ("# stages: moon\n", "1: no stage is called `moon`"),
        ("# stages: pure\nAnn dances", "2: no act is written `Ann dances`"),
        ("# stages: pure\nTom calls Support", "2: no act is written `Tom calls Support`"),
        ("# stages: pure\nMia calls Help", "2: Help is a chat group"),
        ("# stages: pure\nwait long", "2: `long` is not a time such as 20s, 500ms or 10min"),
        ("# stages: pure\nwait 5s\n  Ann glows", "3: nothing is seen as `Ann glows`"),
        ("# stages: pure\nwait 5s\n  Mia's call ended (bored)", "3: `bored` is no end reason"),
        (
            "# stages: pure\nwait 5s\n Ann is Busy",
            "3: one space or a tab: a line that sees begins with two spaces",
        ),
        (
            "# stages: pure\nwait 5s\n    Ann is Busy",
            "3: a line that sees begins with exactly two spaces",
        ),
    ];
    for (text, why) in cases {
        let problem = read::play(FILE, text).unwrap_err();
        assert_eq!(problem.to_string(), format!("{FILE}:{why}"), "{text}");
    }
}

#[test]
fn a_file_name_is_an_id_and_a_sentence_in_the_right_folder() {
    let name = |file| read::play(file, "# stages: pure\nwait 1s\n  Ann is still Offline");
    assert_eq!(name(FILE).unwrap().name.sentence, "a play");
    assert!(name("desk/f04_a_crash_loses_nothing.scn").is_ok(), "a fault may stand anywhere");
    for wrong in ["desk/vc03_a_play.scn", "voice/vc3_a.scn", "voice/vc03.scn", "moon/f04_a.scn"] {
        assert!(name(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn a_play_fails_at_what_it_does_not_see_and_at_what_is_not_there() {
    let ringing = "Ann is available\nMia calls Support\n";
    let cases = [
        // Nothing told may be passed over, neither before the next act nor at the end.
        (format!("{ringing}  Mia still hears music\nwait 1s"), "5: nobody looked at `Ann rings for Mia, 20s`"),
        (format!("{ringing}  Mia still hears music"), "4: nobody looked at `Ann rings for Mia, 20s`"),
        // Nor seen in another order, twice, or in other words.
        (
            format!("{ringing}  Ann rings for Mia, 20s\nAnn accepts Mia\n  Ann talks with Mia\n  Ann is In line"),
            "6: expected `Ann talks with Mia`, saw `Ann is In line`, `Ann talks with Mia`, `Mia hears Ann`",
        ),
        (
            format!("{ringing}  Ann rings for Mia, 20s\n  Ann rings for Mia, 20s"),
            "5: expected `Ann rings for Mia, 20s`, saw `Mia hears music`",
        ),
        (
            format!("{ringing}  Ann rings for Mia, 19s"),
            "4: expected `Ann rings for Mia, 19s`, saw `Ann rings for Mia, 20s`, `Mia hears music`",
        ),
        // An aside may be left out, not invented.
        (
            format!("{ringing}  Ann rings for Mia, 20s\n  Mia hears silence"),
            "5: expected `Mia hears silence`, saw `Mia hears music`",
        ),
        // The echo of an act is its own agent's only.
        (
            "Support answers automatically\nAnn is available\nMia calls Support\n  Ann talks with Mia".to_owned(),
            "5: expected `Ann talks with Mia`, saw `Ann is In line`, `Mia hears music`, `Ann talks with Mia`, `Mia hears Ann`",
        ),
        // How things stand is asked, not believed.
        (
            format!("{ringing}  Ann rings for Mia, 20s\n  Ann is still Busy"),
            "5: the status is Some(Available), not Some(Busy)",
        ),
        ("Ann accepts Mia\n  refused offer-gone".to_owned(), "2: Mia never came"),
    ];
    for (lines, why) in cases {
        let play = read::play(FILE, &format!("# stages: pure\n{lines}")).unwrap();
        let problem = perform(&play, &mut Pure::new()).unwrap_err();
        assert_eq!(problem.to_string(), format!("{FILE}:{why}"), "{lines}");
    }
}

#[test]
fn a_play_does_not_play_where_it_does_not_say_so() {
    let play = read::play(FILE, "# stages: live\nwait 1s\n  Ann is still Offline").unwrap();
    let problem = perform(&play, &mut Pure::new()).unwrap_err();
    assert_eq!(problem.why, "it does not play on the Pure stage");
}

#[test]
fn every_sight_is_written_as_it_is_told() {
    for play in plays(&super::scenarios()).unwrap() {
        for line in play.lines {
            if let Step::See(See::Sight(sight)) = line.step {
                assert_eq!(sight.to_string(), line.text, "{}:{}", play.file, line.number);
            }
        }
    }
}

#[test]
fn the_play_in_the_readme_is_as_it_says() {
    let readme = std::fs::read_to_string(super::scenarios().join("README.md")).unwrap();
    let text = readme.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    let play = read::play(FILE, text).unwrap();
    perform(&play, &mut Pure::new()).unwrap();
}
