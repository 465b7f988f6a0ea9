//! The pages about appointments, assistants and how they are paid.

use crate::scene::Scene;
use crate::support::world::*;
use crate::visits::{Visit, page};

/// Paths of what is booked.
pub struct Booked {
    /// With an assistant, and one more service.
    appointment: String,
    came: String,
    marta: String,
    day: String,
}

impl Booked {
    pub async fn lay(world: &World) -> Self {
        let salon = world.salon();
        let here = format!("/locations/{}", world.ours);
        let id = world.booked(salon.clara, salon.cut, salon.marta, salon.day, 600, 45);
        world.helped(id, salon.ilse);
        world.sql(&format!(
            "INSERT INTO appointment_lines (appointment_id, service_id, title, member_id, place, starts_at, ends_at, price, discount) \
             SELECT appointment_id, {}, 'Colour', {}, 1, ends_at, '{} 13:00:00', 9000, 1250 FROM appointment_lines WHERE appointment_id = {id}",
            salon.colour, salon.marta, salon.day
        ));
        world.sql(&format!("UPDATE appointments SET ends_at = '{} 13:00:00', comment = 'Sensitive scalp. Coffee without sugar.' WHERE id = {id}", salon.day));
        let came = world.booked(salon.clara, salon.cut, salon.boris, salon.day, 600, 60);
        world.sql(&format!(
            "UPDATE appointments SET status = 'came', paid_on = '2026-11-20', paid_by_card = TRUE WHERE id = {came}"
        ));
        world.helped(world.booked(salon.clara, salon.cut, salon.boris, salon.day, 900, 60), salon.marta);
        world.sql(&format!("UPDATE members SET assists = TRUE WHERE id = {}", salon.marta));
        world.is_card_of(salon.ilse, VERA);
        Booked {
            appointment: format!("{here}/appointments/{id}"),
            came: format!("{here}/appointments/{came}"),
            marta: format!("{here}/team/{}", salon.marta),
            day: salon.day.to_string(),
        }
    }
}

pub fn appointments(scene: &Scene) -> Vec<Visit> {
    let Scene { here, booked, .. } = scene;
    let Booked { appointment, came, marta, day } = booked;
    let by = |who| move |name, path: String, heading| page(name, Some(who), path, heading);
    let (anna, rita, vera) = (by(ANNA), by(RITA), by(VERA));
    let new = || format!("{here}/appointments/new?day={day}&at=10:00");
    vec![
        anna("appointment", appointment.clone(), "Clara Nunes"),
        anna("appointment-paid", came.clone(), "Clara Nunes"),
        rita("appointment-came", came.clone(), "Clara Nunes"),
        vera("appointment-assistant", appointment.clone(), "Clara Nunes"),
        anna("appointment-shares-errors", appointment.clone(), "Clara Nunes")
            .typing("#share-1-1", "101")
            .sending("[action$='/assistants'] .btn")
            .answers(422),
        anna("appointment-new", new(), "New appointment"),
        anna("appointment-new-errors", new(), "New appointment").sending("form .btn-primary").answers(422),
        anna("appointment-new-found", new(), "New appointment").typing("#search", "clara").sending("[name=find]"),
        anna("appointment-edit", format!("{appointment}/edit"), "Change the appointment of Clara Nunes"),
        anna("appointment-copy", format!("{appointment}/copy"), "New appointment"),
        anna("appointment-time", format!("{appointment}/time"), "Move the appointment of Clara Nunes"),
        anna("appointment-time-errors", format!("{appointment}/time"), "Move the appointment of Clara Nunes")
            .typing("#minutes-1", "7")
            .sending("form .btn-primary")
            .answers(422),
        anna("appointment-time-warning", format!("{appointment}/time"), "Move the appointment of Clara Nunes")
            .typing("#minutes-1", "400")
            .sending("form .btn-primary")
            .answers(422),
        anna("appointment-deletion", format!("{appointment}/deletion"), "Delete the appointment of Clara Nunes?"),
        vera("assisting", format!("{here}/assisting"), "My assisted appointments"),
        rita("assisting-nothing", format!("{here}/assisting"), "My assisted appointments"),
        anna("dismissal-booked", format!("{marta}/dismissal"), "Dismiss Marta?"),
        anna("member-settings-assists", format!("{marta}/settings"), "Marta: Settings"),
        anna("settings-calendar", format!("{here}/settings/calendar"), "Location settings"),
        anna("payroll-settings", format!("{here}/payroll/settings"), "General settings"),
        anna("payroll-settings-late", format!("{here}/payroll/settings"), "General settings")
            .meanwhile(
                "INSERT INTO payroll_settings (location_id, several_assistants) SELECT min(id), TRUE FROM locations",
            )
            .sending("form .btn-primary")
            .answers(409),
    ]
}
