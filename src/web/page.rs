//! A page is a view inside a layout. The view holds its own data and nothing else.

use std::any::Any;
use std::fmt::Display;

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::{HttpMessage, HttpRequest, HttpResponse, Responder};
use askama::{FastWritable, Template};

use crate::access::Asking;
use crate::error::Errors;
use crate::users::Theme;

use super::extract::{ChainFrame, Frame, Received};
use super::filters;
use super::look::Looking;
use super::{guard, menu, notice, theme};

/// What a page shows, and what its layout has to know about it. Layouts are drawn around any view, so that each is
/// compiled once.
pub trait View: FastWritable + Display {
    /// The one heading, and the first words of the window's title.
    fn title(&self) -> String;

    /// A sentence under the heading.
    fn lede(&self) -> String {
        String::new()
    }

    /// The word of the main menu that this page belongs to.
    fn section(&self) -> &'static str {
        ""
    }

    /// The pages above this one.
    fn crumbs(&self) -> Vec<Crumb> {
        Vec::new()
    }

    /// What this page is called below those.
    fn crumb(&self) -> String {
        self.title()
    }

    /// The links beside the heading; the first is the main one.
    fn actions(&self) -> Vec<Action> {
        Vec::new()
    }

    /// The person whom the whole page is about.
    fn person(&self) -> Option<Person> {
        None
    }

    /// What is wrong with the form of this page.
    fn errors(&self) -> Option<&Errors> {
        None
    }

    /// Whether the page only says that something is the matter: then it draws its own heading.
    fn is_problem(&self) -> bool {
        false
    }
}

/// A page above this one.
#[derive(Debug, Clone)]
pub struct Crumb {
    pub label: String,
    pub url: String,
}

impl Crumb {
    pub fn new(label: impl Into<String>, url: impl Into<String>) -> Self {
        Crumb { label: label.into(), url: url.into() }
    }
}

/// A link beside the heading.
#[derive(Debug, Clone)]
pub struct Action {
    pub label: String,
    pub url: String,
    pub icon: &'static str,
    pub style: &'static str,
}

impl Action {
    pub fn primary(label: impl Into<String>, icon: &'static str, url: impl Into<String>) -> Self {
        Action { label: label.into(), url: url.into(), icon, style: "btn-primary" }
    }

    pub fn plain(label: impl Into<String>, icon: &'static str, url: impl Into<String>) -> Self {
        Action { style: "", ..Self::primary(label, icon, url) }
    }

    pub fn danger(label: impl Into<String>, icon: &'static str, url: impl Into<String>) -> Self {
        Action { style: "btn-small btn-bad", ..Self::primary(label, icon, url) }
    }
}

/// Whom a page is about.
#[derive(Debug, Clone)]
pub struct Person {
    pub name: String,
    /// A chip beside the name, like the role.
    pub chip: String,
    /// Where their photo is; empty without one.
    pub photo: String,
}

/// A view, ready to be answered with.
pub struct Page<V> {
    view: V,
    status: StatusCode,
}

#[allow(non_snake_case)]
pub fn Page<V: View>(view: V) -> Page<V> {
    Page { view, status: StatusCode::OK }
}

impl<V: View> Page<V> {
    pub fn with_status(view: V, status: StatusCode) -> Self {
        Page { view, status }
    }
}

/// What every layout draws around a view.
struct Around<'a> {
    view: &'a dyn View,
    title: String,
    lede: String,
    errors: Option<&'a Errors>,
    notice: Option<String>,
    looking: Option<Looking>,
    theme: Theme,
}

#[derive(Template)]
#[template(path = "layout/location.html")]
struct AtLocation<'a> {
    page: Around<'a>,
    frame: &'a Frame,
    menu: Vec<menu::Item>,
    crumbs: Vec<Crumb>,
    crumb: String,
    actions: Vec<Action>,
    person: Option<Person>,
}

#[derive(Template)]
#[template(path = "layout/chain.html")]
struct InChain<'a> {
    page: Around<'a>,
    frame: &'a ChainFrame,
    menu: Vec<menu::Item>,
    crumbs: Vec<Crumb>,
    crumb: String,
    actions: Vec<Action>,
    person: Option<Person>,
}

#[derive(Template)]
#[template(path = "layout/account.html")]
struct AtAccount<'a> {
    page: Around<'a>,
    who: &'a str,
    /// Invitations that wait for this person.
    received: i64,
}

#[derive(Template)]
#[template(path = "layout/guest.html")]
struct AtStreet<'a> {
    page: Around<'a>,
}

impl<V: View> Responder for Page<V> {
    type Body = BoxBody;

    fn respond_to(self, req: &HttpRequest) -> HttpResponse {
        let (notice, cookie) = notice::take(req).unzip();
        let Some(html) = draw(&self.view, notice, req) else {
            tracing::error!(path = req.path(), "a page could not be drawn");
            return HttpResponse::InternalServerError().finish();
        };
        let mut answer = HttpResponse::build(self.status);
        answer.content_type("text/html; charset=utf-8");
        for cookie in [cookie, guard::new_cookie(req), theme::new_cookie(req)].into_iter().flatten() {
            answer.cookie(cookie);
        }
        answer.body(html)
    }
}

/// Draws a view in the layout of the place that was asked for.
fn draw(view: &dyn View, notice: Option<String>, req: &HttpRequest) -> Option<String> {
    let mark = guard::mark(req);
    let mark: (&str, &dyn Any) = ("mark", &mark);
    let page = Around {
        view,
        title: view.title(),
        lede: view.lede(),
        errors: view.errors().filter(|errors| !errors.is_empty()),
        notice: notice.filter(|notice| !notice.is_empty()),
        looking: Looking::of(req),
        theme: theme::of(req),
    };
    let known = req.extensions();
    let html = if let Some(frame) = known.get::<Frame>() {
        at_location(page, frame).render_with_values(&mark)
    } else if let Some(frame) = known.get::<ChainFrame>() {
        in_chain(page, frame).render_with_values(&mark)
    } else if let Some(asking) = known.get::<Asking>() {
        let received = known.get::<Received>().map_or(0, |received| received.0);
        AtAccount { page, who: asking.who(), received }.render_with_values(&mark)
    } else {
        AtStreet { page }.render_with_values(&mark)
    };
    html.ok()
}

fn at_location<'a>(page: Around<'a>, frame: &'a Frame) -> AtLocation<'a> {
    AtLocation {
        menu: menu::of(&frame.inside, page.view.section()),
        crumbs: page.view.crumbs(),
        crumb: page.view.crumb(),
        actions: page.view.actions(),
        person: page.view.person(),
        page,
        frame,
    }
}

fn in_chain<'a>(page: Around<'a>, frame: &'a ChainFrame) -> InChain<'a> {
    InChain {
        menu: menu::of_chain(&frame.within, page.view.section()),
        crumbs: page.view.crumbs(),
        crumb: page.view.crumb(),
        actions: page.view.actions(),
        person: page.view.person(),
        page,
        frame,
    }
}

/// A page that needs no request: for when not even the session can be read.
pub(super) fn bare(view: &dyn View) -> Option<String> {
    let page = Around {
        view,
        title: view.title(),
        lede: view.lede(),
        errors: None,
        notice: None,
        looking: None,
        theme: Theme::System,
    };
    let mark: (&str, &dyn Any) = ("mark", &String::new());
    AtStreet { page }.render_with_values(&mark).ok()
}
