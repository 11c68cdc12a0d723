//! The catalogues say the same things in every language: same files, same messages, same
//! variables in each message. Wording and plural forms are each language's own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, anyhow};
use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement, Resource,
};
use fluent_syntax::parser;

use super::{none, read, sources_with};

const LOCALES: &[&str] = &["ar", "fr", "en"];

/// `file message` or `file message.attribute`, and the variables it uses.
type Catalogue = BTreeMap<String, BTreeSet<String>>;

/// Compares the catalogues with one another.
pub fn parity(locales: &Path) -> Result<()> {
    let mut catalogues = Vec::new();
    for locale in LOCALES {
        let folder = locales.join(locale);
        let mut catalogue = Catalogue::new();
        for file in sources_with(&folder, "ftl")? {
            let name = file.strip_prefix(&folder)?.display().to_string();
            let text = read(&file)?;
            let resource = parse(&text).with_context(|| format!("{locale}/{name}"))?;
            collect(&name, &resource, &mut catalogue)?;
        }
        catalogues.push((*locale, catalogue));
    }
    none(&differences(&catalogues))
}

fn differences(catalogues: &[(&str, Catalogue)]) -> Vec<String> {
    let keys: BTreeSet<&String> = catalogues.iter().flat_map(|(_, c)| c.keys()).collect();
    let mut findings = Vec::new();
    for key in keys {
        let mut all: BTreeSet<&String> = BTreeSet::new();
        for (locale, catalogue) in catalogues {
            match catalogue.get(key) {
                Some(variables) => all.extend(variables),
                None => findings.push(format!("{locale}: {key} is missing")),
            }
        }
        for (locale, catalogue) in catalogues {
            let Some(variables) = catalogue.get(key) else { continue };
            for variable in all.iter().filter(|variable| !variables.contains(**variable)) {
                findings.push(format!("{locale}: {key} does not use ${variable}"));
            }
        }
    }
    findings
}

fn parse(text: &str) -> Result<Resource<&str>> {
    parser::parse(text)
        .map_err(|(_, errors)| anyhow!(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))
}

fn collect(file: &str, resource: &Resource<&str>, catalogue: &mut Catalogue) -> Result<()> {
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut parts = Vec::new();
        if let Some(value) = &message.value {
            parts.push((message.id.name.to_owned(), value));
        }
        for attribute in &message.attributes {
            let name = format!("{}.{}", message.id.name, attribute.id.name);
            parts.push((name, &attribute.value));
        }
        for (name, pattern) in parts {
            let mut variables = BTreeSet::new();
            in_pattern(pattern, &mut variables);
            let key = format!("{file} {name}");
            anyhow::ensure!(catalogue.insert(key.clone(), variables).is_none(), "{key} is there twice");
        }
    }
    Ok(())
}

fn in_pattern(pattern: &Pattern<&str>, variables: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            in_expression(expression, variables);
        }
    }
}

fn in_expression(expression: &Expression<&str>, variables: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => in_inline(inline, variables),
        Expression::Select { selector, variants } => {
            in_inline(selector, variables);
            for variant in variants {
                in_pattern(&variant.value, variables);
            }
        }
    }
}

fn in_inline(inline: &InlineExpression<&str>, variables: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::FunctionReference { arguments, .. } => in_call(arguments, variables),
        InlineExpression::TermReference { arguments: Some(arguments), .. } => {
            in_call(arguments, variables);
        }
        InlineExpression::Placeable { expression } => in_expression(expression, variables),
        InlineExpression::StringLiteral { .. }
        | InlineExpression::NumberLiteral { .. }
        | InlineExpression::MessageReference { .. }
        | InlineExpression::TermReference { .. } => {}
    }
}

fn in_call(arguments: &CallArguments<&str>, variables: &mut BTreeSet<String>) {
    for argument in &arguments.positional {
        in_inline(argument, variables);
    }
    for argument in &arguments.named {
        in_inline(&argument.value, variables);
    }
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, collect, differences, parse};

    fn catalogue(text: &str) -> anyhow::Result<Catalogue> {
        let mut catalogue = Catalogue::new();
        collect("a.ftl", &parse(text)?, &mut catalogue)?;
        Ok(catalogue)
    }

    #[test]
    fn missing_messages_and_variables_are_named() -> anyhow::Result<()> {
        let ar = catalogue(
            "-t = x\nhello = أهلا { $name }\n    .title = عنوان\nn = { NUMBER($n) ->\n    [zero] صفر\n   *[other] { $n }\n }\n",
        )?;
        let fr = catalogue("hello = Bonjour\n    .title = Titre\nn = { $n } { -t }\n")?;
        assert_eq!(differences(&[("ar", ar.clone()), ("fr", fr)]), ["fr: a.ftl hello does not use $name"]);
        let en = catalogue("hello = Hello { $name }\nn = { $n ->\n   *[other] many\n }\n")?;
        assert_eq!(differences(&[("ar", ar), ("en", en)]), ["en: a.ftl hello.title is missing"]);
        assert!(catalogue("a = 1\na = 2\n").is_err());
        assert!(catalogue("a = { $\n").is_err());
        Ok(())
    }
}
