//! The question of a subject: the rule's own, with what it is asked of in its slots.

use super::Subject;
use crate::language::lexicon::{Class, Lexicon};
use crate::rule::Rule;

/// Words that have no plural, or are one, though a dictionary takes them for the singular of another.
const WITHOUT_PLURAL: [&str; 12] =
    ["people", "police", "percent", "cattle", "staff", "crew", "personnel", "sheep", "fish", "aircraft", "spacecraft", "watercraft"];

/// `How many sons has Leo Marsh?` for `How many {n} has {x}?`: keys name a thing in the singular, and `how many` wants more of them.
pub(crate) fn question(rule: &Rule, subject: &Subject, lexicon: &Lexicon) -> String {
    let mut question = rule.ask.clone();
    for (&slot, name) in rule.key.iter().zip(&subject.key) {
        let slot = format!("{{{}}}", rule.slots[slot].name);
        for many in ["How many", "how many"] {
            question = question.replace(&format!("{many} {slot}"), &format!("{many} {}", plural(name, lexicon)));
        }
        question = question.replace(&slot, name);
    }
    question
}

/// The plural of a noun that the dictionary knows; any other word as it is.
fn plural(noun: &str, lexicon: &Lexicon) -> String {
    let (before, head) = noun.rfind([' ', '-']).map_or(("", noun), |at| noun.split_at(at + 1));
    if WITHOUT_PLURAL.contains(&head) || !lexicon.is(head, Class::Noun) {
        return noun.to_owned();
    }
    let is_plural = |form: &String| {
        let mut found = false;
        lexicon.each_lemma(form, |lemma, class| found |= class == Class::Noun && lemma == head);
        found && form != head
    };
    let form = forms(head).into_iter().find(is_plural);
    form.map_or_else(|| noun.to_owned(), |form| format!("{before}{form}"))
}

/// What the plural of a noun can be, the rarer forms first: the dictionary says which it is.
fn forms(noun: &str) -> Vec<String> {
    let swapped = |end: &str, plural: &str| noun.strip_suffix(end).map(|stem| format!("{stem}{plural}"));
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| noun.ends_with(end));
    let rare =
        [("man", "men"), ("child", "children"), ("foot", "feet"), ("tooth", "teeth"), ("mouse", "mice"), ("fe", "ves"), ("f", "ves")];
    let mut forms: Vec<String> = rare.iter().filter_map(|(end, plural)| swapped(end, plural)).collect();
    forms.extend(swapped("y", "ies").filter(|_| !["ay", "ey", "oy", "uy"].iter().any(|end| noun.ends_with(end))));
    forms.extend((hissing || noun.ends_with('o')).then(|| format!("{noun}es")));
    forms.push(format!("{noun}s"));
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_plurals() {
        let lexicon = Lexicon::shipped();
        for (one, many) in [
            ("son", "sons"),
            ("wife", "wives"),
            ("chief", "chiefs"),
            ("child", "children"),
            ("woman", "women"),
            ("army base", "army bases"),
            ("factory", "factories"),
            ("day", "days"),
            ("bus", "buses"),
            ("hostage", "hostages"),
            ("hero", "heroes"),
            ("people", "people"),
            ("aircraft", "aircraft"),
            ("sheep", "sheep"),
            ("usd", "usd"),
            ("xyzzy", "xyzzy"),
            ("", ""),
        ] {
            assert_eq!(plural(one, &lexicon), many, "{one}");
        }
    }
}
