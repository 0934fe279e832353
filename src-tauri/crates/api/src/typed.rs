use lingpai_app::{Fault as AppFault, Lingpai, Preview};
use lingpai_intake::{TypedFault, TypedFields, TypedRule};
use lingpai_ipc::{AccountEdit, TypedAccount, TypedField, TypedPreview, WaitingView};

use crate::otp::typed_codes;
use crate::program::asked;
use crate::span::millis;
use crate::{Reply, adding, fault};

/// Gives the code that an account typed by hand would show now, or what is wrong with it.
pub fn typed_preview(lingpai: &Lingpai, typed: &TypedAccount) -> TypedPreview {
    // EXPOSE: a code is made from it, for the user to compare with the issuer's.
    preview(asked(lingpai).typed_preview(fields(typed), typed.secret.expose()))
}

/// Takes an account typed by hand. It waits for the user's agreement like a scanned one.
pub fn typed_take(lingpai: &Lingpai, typed: &TypedAccount) -> Reply<WaitingView> {
    // EXPOSE: it waits in the program for the user's agreement.
    asked(lingpai).take_typed(fields(typed), typed.secret.expose()).map(adding::view).map_err(fault::of)
}

/// Gives the fields of a typed account, without the secret.
fn fields(typed: &TypedAccount) -> TypedFields<'_> {
    let TypedAccount { issuer, name, algorithm, digits, codes, secret: _ } = typed;
    TypedFields { issuer, name, algorithm, digits: *digits, codes: typed_codes(*codes) }
}

/// Gives the fields of a change.
pub(crate) fn edited(edit: &AccountEdit) -> TypedFields<'_> {
    let AccountEdit { issuer, name, algorithm, digits, codes } = edit;
    TypedFields { issuer, name, algorithm, digits: *digits, codes: typed_codes(*codes) }
}

/// Converts the preview of a typed account, or what is wrong with it.
fn preview(preview: Result<Preview, TypedFault>) -> TypedPreview {
    match preview {
        Ok(Preview { timed, now }) => TypedPreview::Code {
            // EXPOSE: the code crosses to the page, for the user to compare while typing.
            digits: timed.code.expose().to_owned(),
            period_ms: millis(timed.window.until.since(timed.window.from)),
            remaining_ms: millis(timed.window.until.since(now)),
        },
        Err(TypedFault { field, rule: TypedRule::Missing }) => TypedPreview::Missing { field: self::field(field) },
        Err(fault) => TypedPreview::Wrong { field: self::field(fault.field), fault: fault::of(AppFault::Typed(fault)) },
    }
}

fn field(field: lingpai_intake::TypedField) -> TypedField {
    match field {
        lingpai_intake::TypedField::Issuer => TypedField::Issuer,
        lingpai_intake::TypedField::Name => TypedField::Name,
        lingpai_intake::TypedField::Secret => TypedField::Secret,
        lingpai_intake::TypedField::Algorithm => TypedField::Algorithm,
        lingpai_intake::TypedField::Digits => TypedField::Digits,
        lingpai_intake::TypedField::Codes => TypedField::Codes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_field_is_distinguished_from_a_wrong_one() {
        let shown = |field, rule| preview(Err(TypedFault { field, rule }));
        let missing = shown(lingpai_intake::TypedField::Secret, TypedRule::Missing);
        assert!(missing == TypedPreview::Missing { field: TypedField::Secret });
    }

    #[test]
    fn the_fields_are_taken_as_they_were_typed() {
        let json = r#"{"issuer": " A ", "name": "b", "secret": "JBSW", "algorithm": "SHA1", "digits": 6,
            "codes": {"kind": "time", "period_s": 30}}"#;
        let typed: TypedAccount = serde_json::from_str(json).expect("an account");
        let TypedFields { issuer, name, algorithm, digits, codes } = fields(&typed);
        assert_eq!((issuer, name, algorithm, digits), (" A ", "b", "SHA1", 6));
        assert!(matches!(codes, lingpai_intake::TypedCodes::Time(30)));
    }
}
