'use strict';

/*
 * The console page. Plain JavaScript without a build step. All texts of the emulator are put into the page as text, never
 * as HTML: names, documents and details may come from anybody.
 */
(() => {
  const PAGE_SIZE = 50;
  const POLL_MILLIS = 2000;
  const OPENING_MILLIS = 2000;
  const STATUSES = ['QUEUED', 'IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'REJECTED', 'CANCELED', 'REMOVED'];
  const TERMINAL = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'REJECTED', 'CANCELED', 'REMOVED'];

  const byId = (id) => document.getElementById(id);
  const enc = encodeURIComponent;

  const state = {
    token: null,
    home: null, // {account, region}; null for the standard ones
    overview: null,
    offset: 0, // the emulator's time minus ours
    view: null, // {route, load, show}
    loading: false,
    isStale: false,
    lists: {}, // list settings by route, so that they survive a visit to another view
  };

  /* ---- Requests ---- */

  function send(method, path, body, done, failed) {
    const request = new XMLHttpRequest();
    request.open(method, withHome(path));
    if (state.token) {
      request.setRequestHeader('X-Emulator-Token', state.token);
    }
    if (method !== 'GET') {
      request.setRequestHeader('Content-Type', 'application/json');
    }
    request.onload = () => {
      let answer = null;
      try {
        answer = JSON.parse(request.responseText);
      } catch (e) {
        answer = { message: request.responseText };
      }
      if (request.status === 200) {
        done(answer);
      } else {
        failed({ status: request.status, message: answer.message || 'HTTP status ' + request.status });
      }
    };
    request.onerror = () => failed({ status: 0, message: 'The emulator does not respond.' });
    request.send(method === 'GET' ? null : body === null ? '{}' : body);
  }

  function withHome(path) {
    if (!state.home) {
      return path;
    }
    const mark = path.indexOf('?') < 0 ? '?' : '&';
    return path + mark + 'account=' + enc(state.home.account) + '&region=' + enc(state.home.region);
  }

  /** A write: says what was done, shows an error, and loads what is shown again. */
  function act(method, path, body, text, then) {
    clearMessages();
    send(
      method,
      path,
      body === null ? null : JSON.stringify(body),
      (answer) => {
        say(text);
        if (then) {
          then(answer);
        } else {
          refresh();
        }
      },
      failure
    );
  }

  /* ---- Elements ---- */

  /** An element; properties starting with "on" are listeners, others attributes. Children are elements or texts. */
  function el(name, attributes) {
    const element = document.createElement(name);
    for (const key of Object.keys(attributes || {})) {
      const value = attributes[key];
      if (key.indexOf('on') === 0) {
        element.addEventListener(key.substring(2), value);
      } else if (key === 'value') {
        element.value = value;
      } else if (value !== null && value !== undefined && value !== false) {
        element.setAttribute(key, value === true ? '' : String(value));
      }
    }
    for (let i = 2; i < arguments.length; i++) {
      add(element, arguments[i]);
    }
    return element;
  }

  function add(element, child) {
    if (Array.isArray(child)) {
      child.forEach((one) => add(element, one));
    } else if (child !== null && child !== undefined && child !== false) {
      element.appendChild(typeof child === 'object' ? child : document.createTextNode(String(child)));
    }
  }

  function clear(element) {
    while (element.firstChild) {
      element.removeChild(element.firstChild);
    }
  }

  /** Puts new content in place of the old one; what had the focus keeps it, if it has an id. */
  function replace(element, children) {
    const focused = document.activeElement ? document.activeElement.id : '';
    clear(element);
    add(element, children);
    if (focused && document.activeElement.id !== focused && byId(focused)) {
      byId(focused).focus({ preventScroll: true });
    }
  }

  function badge(status) {
    return el('span', { class: 'badge ' + (/^[A-Z_]+$/.test(status) ? status : '') }, status.replace(/_/g, ' ').toLowerCase());
  }

  const link = (route, text) => el('a', { href: '#' + route, id: 'link-' + route }, text);

  /* ---- Messages ---- */

  function say(text) {
    byId('said').textContent = text;
  }

  function failure(error) {
    if (error.status === 403 && !state.token && /not signed/.test(error.message)) {
      askForToken();
      return;
    }
    const shown = byId('alert').firstChild;
    if (shown && shown.textContent === error.message) {
      return; // A screen reader would read it again at each change.
    }
    replace(byId('alert'), [
      el('span', null, error.message),
      el('button', { type: 'button', class: 'small', onclick: clearMessages }, 'Dismiss'),
    ]);
  }

  function clearMessages() {
    clear(byId('alert'));
    clear(byId('said'));
  }

  /* ---- Time ---- */

  const now = () => Date.now() + state.offset;

  function time(seconds) {
    return seconds ? new Date(seconds * 1000).toISOString().replace('T', ' ').substring(0, 19) : '';
  }

  function timeCell(seconds, more) {
    return el('td', { class: 'time ' + (more || ''), title: seconds ? time(seconds) + ' UTC' : null }, seconds ? ago(seconds) : '');
  }

  function span(seconds) {
    const s = Math.max(0, Math.round(seconds));
    if (s < 90) {
      return s + ' s';
    }
    if (s < 5400) {
      return Math.floor(s / 60) + ' min ' + (s % 60 < 10 ? '0' : '') + (s % 60) + ' s';
    }
    return s < 172800 ? Math.floor(s / 3600) + ' h ' + Math.floor((s % 3600) / 60) + ' min' : Math.floor(s / 86400) + ' days';
  }

  /** A text that changes with the time. */
  function ticking(text) {
    const element = el('span', null, text());
    element.tick = () => {
      const current = text();
      if (element.textContent !== current) {
        element.textContent = current;
      }
    };
    element.setAttribute('data-tick', '');
    return element;
  }

  const ago = (seconds) => ticking(() => {
    const passed = now() / 1000 - seconds;
    return passed < 1 ? 'now' : passed < 0 ? time(seconds) : span(passed) + ' ago';
  });

  const left = (untilMillis, over) => ticking(() => {
    const rest = (untilMillis - now()) / 1000;
    return rest > 0 ? span(rest) + ' left' : over;
  });

  function tick() {
    document.querySelectorAll('[data-tick]').forEach((element) => element.tick());
    byId('time').textContent = state.overview ? new Date(now()).toISOString().replace('T', ' ').substring(0, 19) + ' UTC' : '';
  }

  /* ---- Claims: the status detail claimedBy of camel-aws2-iot ---- */

  /** Null if the text is not a claim that can be read. */
  function claimOf(details) {
    const text = details ? details.claimedBy : undefined;
    if (typeof text !== 'string' || !/^v1( |$)/.test(text)) {
      return null;
    }
    const claim = {};
    text.split(' ').forEach((word) => {
      const equals = word.indexOf('=');
      if (equals > 0) {
        claim['$' + word.substring(0, equals)] = word.substring(equals + 1);
      }
    });
    const id = /^[a-zA-Z0-9._:@-]{1,64}$/;
    const isReadable = id.test(claim.$worker || '') && id.test(claim.$run || '') && id.test(claim.$claim || '')
      && /^[0-9]{1,10}$/.test(claim.$attempt || '') && /^[0-9]{1,10}$/.test(claim.$lease || '')
      && /^(run|handed|released)$/.test(claim.$state || '')
      && (claim.$state === 'handed') === !isNaN(Date.parse(claim.$until || ''));
    return isReadable ? claim : null;
  }

  /** Who holds an execution, and how long; a text that cannot be read is shown as it is. */
  function holder(details, lastUpdatedAt, isInProgress) {
    if (!details || details.claimedBy === undefined) {
      return null;
    }
    const claim = claimOf(details);
    if (!claim) {
      return el('span', { class: 'mono' }, details.claimedBy);
    }
    const parts = [el('span', { class: 'mono' }, claim.$worker)];
    if (isInProgress) {
      parts.push(' ', el('span', { class: 'dim' }, lease(claim, lastUpdatedAt)));
    }
    return parts;
  }

  function lease(claim, lastUpdatedAt) {
    switch (claim.$state) {
      case 'released':
        return 'released';
      case 'handed':
        return ['handed over, ', left(Date.parse(claim.$until), 'deadline is over')];
      default:
        return left((lastUpdatedAt + Number(claim.$lease)) * 1000, 'lease is over');
    }
  }

  /* ---- Lists ---- */

  function table(caption, columns, rows, none) {
    if (rows.length === 0) {
      return el('p', { class: 'empty' }, none);
    }
    return el(
      'table',
      null,
      el('caption', null, caption),
      el('thead', null, el('tr', null, columns.map((column) => el('th', { scope: 'col', class: column.class }, column.title)))),
      el('tbody', null, rows)
    );
  }

  /** The settings of a list: the tokens of the pages before, and filters. */
  function listOf(route) {
    if (!state.lists[route]) {
      state.lists[route] = { tokens: [], token: null, search: '', busy: false, status: '' };
    }
    return state.lists[route];
  }

  function paged(path, list) {
    const mark = path.indexOf('?') < 0 ? '?' : '&';
    return path + mark + 'maxResults=' + PAGE_SIZE + (list.token ? '&nextToken=' + enc(list.token) : '');
  }

  function pager(list, nextToken) {
    const turn = (change) => () => {
      change();
      refresh();
    };
    if (!nextToken && list.tokens.length === 0) {
      return null;
    }
    return el(
      'div',
      { class: 'bar' },
      el('button', { type: 'button', id: 'previous', disabled: list.tokens.length === 0, onclick: turn(() => {
        list.token = list.tokens.pop();
      }) }, 'Previous'),
      el('button', { type: 'button', id: 'next', disabled: !nextToken, onclick: turn(() => {
        list.tokens.push(list.token);
        list.token = nextToken;
      }) }, 'Next'),
      el('span', { class: 'dim' }, 'Page ' + (list.tokens.length + 1))
    );
  }

  function firstPage(list) {
    list.tokens = [];
    list.token = null;
  }

  /* ---- Views: each loads its data and returns its elements ---- */

  function head(crumbs, title, more, buttons) {
    return el(
      'div',
      { class: 'head' },
      el('div', { class: 'title' },
        crumbs ? el('p', { class: 'crumbs' }, crumbs) : null,
        el('h1', { tabindex: '-1', id: 'title' }, title, more ? [' ', more] : null)),
      el('div', { class: 'buttons' }, buttons)
    );
  }

  const button = (id, text, onclick, kind) => el('button', { type: 'button', id: id, class: kind || null, onclick: onclick }, text);
  const buttonLink = (route, text, kind) => el('a', { href: '#' + route, class: 'button ' + (kind || ''), id: 'link-' + route }, text);

  function things() {
    const list = listOf('things');
    const filter = (change) => (event) => {
      change(event.target);
      firstPage(list);
      refresh();
    };
    return {
      load: (done, failed) => send('GET', paged('things?busy=' + list.busy + '&search=' + enc(list.search), list), null, done, failed),
      show: (data) => [
        head(null, 'Things', null, [buttonLink('new-thing', 'New thing'), buttonLink('new-group', 'New group'), buttonLink('new-job', 'New job', 'main')]),
        el('div', { class: 'bar' },
          el('label', { for: 'search', class: 'hidden' }, 'Search things by a part of the name'),
          el('input', { type: 'search', id: 'search', placeholder: 'Part of a name', value: list.search, oninput: filter((input) => {
            list.search = input.value;
          }) }),
          el('label', { class: 'check' },
            checkbox('busy', list.busy, filter((box) => {
              list.busy = box.checked;
            })), 'Only with pending jobs'),
          el('span', { class: 'push' }, amount(state.overview.things, 'thing') + ', ' + amount(state.overview.groups, 'group'))),
        el('section', { class: 'panel flush', 'aria-label': 'List of things' },
          table('Things and what they have to do next', [
            { title: 'Thing' }, { title: 'Next job' }, { title: 'Status' }, { title: 'Claimed by', class: 'extra' },
            { title: 'Updated', class: 'extra' }, { title: 'Queued', class: 'number narrow-gone' }, { title: 'In progress', class: 'number narrow-gone' },
          ], data.things.map(thingRow), list.search || list.busy ? 'No thing matches.' : 'No things yet.'),
          pager(list, data.nextToken)),
      ],
    };
  }

  function thingRow(thing) {
    const next = thing.next;
    return el('tr', null,
      el('th', { scope: 'row', class: 'name' }, link('things/' + enc(thing.thingName), thing.thingName)),
      el('td', { class: 'name' }, next ? link(executionRoute(thing.thingName, next.jobId, next.executionNumber), next.jobId) : el('span', { class: 'dim' }, 'none')),
      el('td', null, next ? badge(next.status) : null),
      el('td', { class: 'extra' }, next ? holder(next.statusDetails, next.lastUpdatedAt, next.status === 'IN_PROGRESS') : null),
      next ? timeCell(next.lastUpdatedAt, 'extra') : el('td', { class: 'extra' }),
      el('td', { class: 'number narrow-gone' }, thing.queued),
      el('td', { class: 'number narrow-gone' }, thing.inProgress));
  }

  const amount = (n, noun) => n.toLocaleString('en') + ' ' + noun + (n === 1 ? '' : 's');
  const executionRoute = (thing, jobId, number) => 'executions/' + enc(thing) + '/' + enc(jobId) + '/' + enc(number);
  const checkbox = (id, isChecked, onchange) => {
    const box = el('input', { type: 'checkbox', id: id, onchange: onchange || (() => {}) });
    box.checked = isChecked;
    return box;
  };

  function thing(name) {
    const list = listOf('things/' + name);
    return {
      load: (done, failed) => both(
        'iot/things/' + enc(name), paged('iot/things/' + enc(name) + '/jobs', list), done, failed),
      show: (data) => [
        head([link('things', 'Things')], name, null, [
          buttonLink('new-job?thing=' + enc(name), 'New job for this thing', 'main'),
          button('delete', 'Delete', () => {
            if (confirm('Delete thing ' + name + '? Its pending executions become REMOVED.')) {
              act('DELETE', 'iot/things/' + enc(name), null, 'Thing ' + name + ' was deleted.', () => go('things'));
            }
          }, 'danger'),
        ]),
        el('section', { class: 'panel', 'aria-label': 'Properties' },
          facts([
            ['ARN', el('span', { class: 'mono' }, data.first.thingArn)],
            data.first.thingTypeName ? ['Type', data.first.thingTypeName] : null,
          ].concat(Object.keys(data.first.attributes || {}).map((key) => [key, data.first.attributes[key]])))),
        el('section', { class: 'panel', 'aria-labelledby': 'join' },
          el('form', { class: 'bar', onsubmit: join(name) },
            el('label', { for: 'group', id: 'join' }, 'Add to the group'),
            el('input', { type: 'text', id: 'group', required: true }),
            el('button', { type: 'submit' }, 'Add'))),
        el('section', { class: 'panel flush', 'aria-label': 'Executions' },
          el('h2', null, 'Job executions'),
          table('Job executions of ' + name, executionColumns('Job'), data.second.executionSummaries.map((entry) =>
            executionRow(name, entry.jobId, entry.jobId, entry.jobExecutionSummary)), 'No job was given to this thing.'),
          pager(list, data.second.nextToken)),
      ],
    };
  }

  function join(name) {
    return (event) => {
      event.preventDefault();
      const group = byId('group').value.trim();
      act('PUT', 'iot/thing-groups/addThingToThingGroup', { thingName: name, thingGroupName: group },
        'Thing ' + name + ' is in group ' + group + '.');
    };
  }

  const executionColumns = (first) => [
    { title: first }, { title: 'Number', class: 'number narrow-gone' }, { title: 'Status' }, { title: 'Queued', class: 'extra' },
    { title: 'Started', class: 'extra' }, { title: 'Updated' },
  ];

  function executionRow(thingName, jobId, label, summary) {
    return el('tr', null,
      el('th', { scope: 'row', class: 'name' }, link(executionRoute(thingName, jobId, summary.executionNumber), label)),
      el('td', { class: 'number narrow-gone' }, summary.executionNumber),
      el('td', null, badge(summary.status)),
      timeCell(summary.queuedAt, 'extra'),
      timeCell(summary.startedAt, 'extra'),
      timeCell(summary.lastUpdatedAt));
  }

  function both(first, second, done, failed) {
    send('GET', first, null, (one) => send('GET', second, null, (other) => done({ first: one, second: other }), failed), failed);
  }

  function facts(pairs) {
    return el('dl', { class: 'facts' }, pairs.filter((pair) => pair && pair[1] !== null && pair[1] !== undefined && pair[1] !== '')
      .map((pair) => [el('dt', null, pair[0]), el('dd', null, pair[1])]));
  }

  function jobs() {
    const list = listOf('jobs');
    return {
      load: (done, failed) => send('GET', paged('jobs', list), null, done, failed),
      show: (data) => [
        head(null, 'Jobs', null, [buttonLink('new-job', 'New job', 'main')]),
        el('section', { class: 'panel flush', 'aria-label': 'List of jobs' },
          table('Jobs, newest first', [
            { title: 'Job' }, { title: 'Status' }, { title: 'Progress' }, { title: 'Target', class: 'extra' }, { title: 'Created', class: 'narrow-gone' },
          ], data.jobs.map((job) => el('tr', null,
            el('th', { scope: 'row', class: 'name' }, link('jobs/' + enc(job.jobId), job.jobId),
              job.description ? el('div', { class: 'dim extra' }, job.description) : null),
            el('td', null, badge(job.status)),
            el('td', null, progress(job.counts)),
            el('td', { class: 'extra name' }, targets(job.targets, job.numberOfTargets), job.targetSelection === 'CONTINUOUS' ? el('div', { class: 'dim' }, 'continuous') : null),
            timeCell(job.createdAt, 'narrow-gone'))), 'No jobs yet.'),
          pager(list, data.nextToken)),
      ],
    };
  }

  function targets(arns, total) {
    const names = arns.slice(0, 3).map((arn) => arn.substring(arn.indexOf('/') + 1) + (/:thinggroup\//.test(arn) ? ' (group)' : ''));
    return names.join(', ') + (total > 3 ? ' and ' + (total - 3) + ' more' : '');
  }

  /** How many things are in each status: a bar for the eye, and the numbers. */
  function progress(counts) {
    const used = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'REJECTED', 'CANCELED', 'REMOVED', 'IN_PROGRESS', 'QUEUED'].filter((status) => counts[status]);
    if (used.length === 0) {
      return el('span', { class: 'dim' }, 'no executions');
    }
    const bar = el('div', { class: 'progress', 'aria-hidden': 'true' }, used.map((status) => {
      const part = el('span', { class: status });
      part.style.flexGrow = String(counts[status]);
      return part;
    }));
    return [bar, el('div', { class: 'counts' }, used.map((status) =>
      el('span', null, counts[status].toLocaleString('en') + ' ' + status.replace(/_/g, ' ').toLowerCase())))];
  }

  const DETAIL_COUNTS = {
    QUEUED: 'numberOfQueuedThings', IN_PROGRESS: 'numberOfInProgressThings', SUCCEEDED: 'numberOfSucceededThings',
    FAILED: 'numberOfFailedThings', TIMED_OUT: 'numberOfTimedOutThings', REJECTED: 'numberOfRejectedThings',
    CANCELED: 'numberOfCanceledThings', REMOVED: 'numberOfRemovedThings',
  };

  function job(jobId) {
    const list = listOf('jobs/' + jobId);
    const path = 'iot/jobs/' + enc(jobId);
    return {
      load: (done, failed) => both(path, path + '/job-document',
        (data) => send('GET', paged(path + '/things' + (list.status ? '?status=' + list.status : ''), list), null,
          (page) => done({ job: data.first.job, document: data.second.document, page: page }), failed), failed),
      show: (data) => [
        head([link('jobs', 'Jobs')], jobId, badge(data.job.status), jobButtons(data.job)),
        el('div', { class: 'columns' },
          el('section', { class: 'panel', 'aria-labelledby': 'about' }, el('h2', { id: 'about' }, 'About'), jobFacts(data.job), progress(jobCounts(data.job))),
          el('section', { class: 'panel', 'aria-labelledby': 'document' }, el('h2', { id: 'document' }, 'Document'), documentBox(data.document))),
        el('section', { class: 'panel flush', 'aria-label': 'Executions' },
          el('div', { class: 'bar' },
            el('label', { for: 'status' }, 'Job executions'),
            select('status', [['', 'in any status']].concat(STATUSES.map((status) => [status, status.replace(/_/g, ' ').toLowerCase()])), list.status, (event) => {
              list.status = event.target.value;
              firstPage(list);
              refresh();
            })),
          table('Job executions of ' + jobId, executionColumns('Thing'), data.page.executionSummaries.map((entry) => {
            const name = entry.thingArn.substring(entry.thingArn.indexOf('/') + 1);
            return executionRow(name, jobId, name, entry.jobExecutionSummary);
          }), list.status ? 'No execution has this status.' : 'No executions.'),
          pager(list, data.page.nextToken)),
      ],
    };
  }

  function jobCounts(job) {
    const counts = {};
    STATUSES.forEach((status) => {
      counts[status] = job.jobProcessDetails[DETAIL_COUNTS[status]] || 0;
    });
    return counts;
  }

  function jobFacts(job) {
    const retries = job.jobExecutionsRetryConfig ? job.jobExecutionsRetryConfig.criteriaList : [];
    const schedule = job.schedulingConfig || {};
    return facts([
      ['Description', job.description],
      ['Target', targets(job.targets, job.targets.length)],
      ['Selection', job.targetSelection.toLowerCase()],
      ['In-progress timeout', job.timeoutConfig ? job.timeoutConfig.inProgressTimeoutInMinutes + ' min' : null],
      ['Retries', retries.map((rule) => rule.numberOfRetries + ' after ' + rule.failureType.replace(/_/g, ' ').toLowerCase()).join(', ')],
      ['Starts', schedule.startTime],
      ['Ends', schedule.endTime],
      ['Created', [time(job.createdAt), ' UTC']],
      job.completedAt ? ['Ended', [time(job.completedAt), ' UTC']] : null,
      ['Comment', job.comment],
      ['Reason', job.reasonCode],
    ]);
  }

  function jobButtons(job) {
    const id = job.jobId;
    const path = 'iot/jobs/' + enc(id);
    const isOpen = job.status === 'IN_PROGRESS' || job.status === 'SCHEDULED';
    const ask = (question, method, target, body, done, then) => () => {
      if (confirm(question)) {
        act(method, target, body, done, then);
      }
    };
    return [
      buttonLink('new-job?like=' + enc(id), 'New job like this'),
      isOpen ? button('cancel', 'Cancel', ask('Cancel job ' + id + '? Its queued executions are canceled; those in progress go on.',
        'PUT', path + '/cancel', {}, 'Job ' + id + ' was canceled.')) : null,
      isOpen ? button('cancel-force', 'Cancel by force', ask('Cancel job ' + id + ' by force? Executions in progress are canceled too.',
        'PUT', path + '/cancel?force=true', {}, 'Job ' + id + ' was canceled by force.'), 'danger') : null,
      button('delete', isOpen ? 'Delete by force' : 'Delete', ask('Delete job ' + id + ' and its executions?',
        'DELETE', path + (isOpen ? '?force=true' : ''), null, 'Job ' + id + ' was deleted.', () => go('jobs')), 'danger'),
    ];
  }

  function documentBox(text) {
    let shown = text;
    try {
      shown = JSON.stringify(JSON.parse(text), null, 2);
    } catch (e) {
      // Not JSON, which is allowed.
    }
    return el('pre', { tabindex: '0', 'aria-label': 'Job document' }, shown);
  }

  function execution(thingName, jobId, number) {
    const path = 'iot/things/' + enc(thingName) + '/jobs/' + enc(jobId);
    return {
      load: (done, failed) => both(path + '?executionNumber=' + enc(number), 'iot/jobs/' + enc(jobId) + '/job-document', done, failed),
      show: (data) => {
        const found = data.first.execution;
        const details = found.statusDetails.detailsMap || {};
        return [
          head([link('things/' + enc(thingName), thingName), ' / ', link('jobs/' + enc(jobId), jobId)], 'Execution ' + number, badge(found.status), executionButtons(thingName, found)),
          el('div', { class: 'columns' },
            el('div', null,
              el('section', { class: 'panel', 'aria-labelledby': 'about' }, el('h2', { id: 'about' }, 'About'), executionFacts(found)),
              claimPanel(found, details),
              el('section', { class: 'panel flush', 'aria-labelledby': 'details' }, el('h2', { id: 'details' }, 'Status details'),
                table('Status details', [{ title: 'Key' }, { title: 'Value' }], Object.keys(details).map((key) => el('tr', null,
                  el('th', { scope: 'row', class: 'name' }, key), el('td', { class: 'mono' }, details[key]))), 'No status details.'))),
            el('section', { class: 'panel', 'aria-labelledby': 'document' }, el('h2', { id: 'document' }, 'Document'), documentBox(data.second.document))),
        ];
      },
    };
  }

  function executionFacts(found) {
    const seconds = found.approximateSecondsBeforeTimedOut;
    const end = now() + (seconds || 0) * 1000;
    return facts([
      ['Version', found.versionNumber],
      ['Queued', [time(found.queuedAt), ' UTC']],
      found.startedAt ? ['Started', [time(found.startedAt), ' UTC']] : null,
      ['Updated', [time(found.lastUpdatedAt), ' UTC']],
      seconds === undefined ? null : ['Times out', left(end, 'is due')],
      found.forceCanceled ? ['Canceled', 'by force'] : null,
    ]);
  }

  function claimPanel(found, details) {
    if (details.claimedBy === undefined) {
      return null;
    }
    const claim = claimOf(details);
    const isHeld = found.status === 'IN_PROGRESS';
    return el('section', { class: 'panel', 'aria-labelledby': 'claim' },
      el('h2', { id: 'claim' }, isHeld ? 'Claim' : 'Last claim'),
      claim
        ? facts([
          ['Worker', el('span', { class: 'mono' }, claim.$worker)],
          ['Process', el('span', { class: 'mono' }, claim.$run)],
          ['Attempt', claim.$attempt],
          ['State', claim.$state],
          isHeld ? ['Lease', [lease(claim, found.lastUpdatedAt), claim.$state === 'run' ? ' of ' + span(Number(claim.$lease)) : '']] : null,
        ])
        : el('p', { class: 'dim' }, 'The detail claimedBy is not a claim of camel-aws2-iot:'),
      claim ? null : el('pre', null, details.claimedBy));
  }

  function executionButtons(thingName, found) {
    const path = 'iot/things/' + enc(thingName) + '/jobs/' + enc(found.jobId);
    const isTerminal = TERMINAL.indexOf(found.status) >= 0;
    const isRunning = found.status === 'IN_PROGRESS';
    return [
      isTerminal ? buttonLink('new-job?like=' + enc(found.jobId) + '&thing=' + enc(thingName), 'Run again on this thing as a new job', 'main') : null,
      isTerminal ? null : button('cancel', isRunning ? 'Cancel by force' : 'Cancel', () => {
        if (confirm('Cancel this execution' + (isRunning ? ' by force? Its worker is refused at its next update.' : '?'))) {
          act('PUT', path + '/cancel' + (isRunning ? '?force=true' : ''), {}, 'The execution was canceled.');
        }
      }, 'danger'),
      button('delete', isTerminal ? 'Delete' : 'Delete by force', () => {
        if (confirm('Delete execution ' + found.executionNumber + ' of job ' + found.jobId + ' on thing ' + thingName + '?')) {
          act('DELETE', path + '/executionNumber/' + found.executionNumber + (isTerminal ? '' : '?force=true'), null,
            'The execution was deleted.', () => go('things/' + enc(thingName)));
        }
      }, 'danger'),
    ];
  }

  /* ---- Forms ---- */

  function field(id, label, input, hint) {
    input.setAttribute('id', id);
    input.setAttribute('aria-describedby', id + '-hint');
    return el('div', { class: 'field' },
      el('label', { for: id }, label), input, el('p', { class: 'hint', id: id + '-hint' }, hint || ''));
  }

  function select(id, options, value, onchange) {
    const element = el('select', { id: id, onchange: onchange || (() => {}) },
      options.map((option) => el('option', { value: option[0] }, option[1])));
    element.value = value;
    return element;
  }

  /** Marks a field as wrong, or as right with a null. */
  function mark(id, wrong) {
    const input = byId(id);
    const hint = byId(id + '-hint');
    input.setAttribute('aria-invalid', wrong ? 'true' : 'false');
    if (hint.getAttribute('data-hint') === null) {
      hint.setAttribute('data-hint', hint.textContent);
    }
    hint.textContent = wrong || hint.getAttribute('data-hint');
    hint.setAttribute('class', wrong ? 'wrong' : 'hint');
    return !wrong;
  }

  /** A view without data: it is not loaded again when something changes, so that nothing typed is lost. */
  const form = (show) => ({ load: (done) => done({}), show: show, isStill: true });

  function newThing() {
    return form(() => [
      head([link('things', 'Things')], 'New thing'),
      el('form', { class: 'panel', onsubmit: (event) => {
        event.preventDefault();
        const name = byId('name').value.trim();
        const type = byId('type').value.trim();
        act('POST', 'iot/things/' + enc(name), type ? { thingTypeName: type } : {}, 'Thing ' + name + ' was created.', () => go('things/' + enc(name)));
      } },
      field('name', 'Name', el('input', { type: 'text', required: true, maxlength: 128, autocomplete: 'off' }), '1 to 128 letters, digits, and : _ -'),
      field('type', 'Thing type', el('input', { type: 'text', autocomplete: 'off' }), 'Optional'),
      el('button', { type: 'submit', class: 'main', id: 'create' }, 'Create thing')),
    ]);
  }

  function newGroup() {
    return form(() => [
      head([link('things', 'Things')], 'New thing group'),
      el('form', { class: 'panel', onsubmit: (event) => {
        event.preventDefault();
        const name = byId('name').value.trim();
        act('POST', 'iot/thing-groups/' + enc(name), {}, 'Group ' + name + ' was created. Add things to it on their pages.', () => go('things'));
      } },
      field('name', 'Name', el('input', { type: 'text', required: true, maxlength: 128, autocomplete: 'off' }), '1 to 128 letters, digits, and : _ -'),
      el('button', { type: 'submit', class: 'main', id: 'create' }, 'Create group')),
    ]);
  }

  /** A new job, empty or filled in like another one. */
  function newJob(query) {
    const like = query.get('like');
    const onThing = query.get('thing');
    const empty = { job: {}, document: '{}' };
    return {
      isStill: true,
      load: (done, failed) => send('GET', 'groups?maxResults=250', null, (groups) => {
        if (!like) {
          done({ groups: groups.groups, like: empty });
          return;
        }
        both('iot/jobs/' + enc(like), 'iot/jobs/' + enc(like) + '/job-document',
          (data) => done({ groups: groups.groups, like: { job: data.first.job, document: data.second.document } }), failed);
      }, failed),
      show: (data) => jobForm(data.groups, data.like, onThing),
    };
  }

  function jobForm(groups, like, onThing) {
    const model = like.job;
    const arns = model.targets || [];
    const named = (kind) => arns.filter((arn) => arn.indexOf(':' + kind + '/') > 0).map((arn) => arn.substring(arn.indexOf('/') + 1));
    const things = onThing ? [onThing] : named('thing');
    const chosen = onThing ? [] : named('thinggroup');
    const retries = (kind) => {
      const list = model.jobExecutionsRetryConfig ? model.jobExecutionsRetryConfig.criteriaList : [];
      const found = list.filter((rule) => rule.failureType === kind || rule.failureType === 'ALL')[0];
      return found ? found.numberOfRetries : 0;
    };
    return [
      head([link('jobs', 'Jobs')], model.jobId ? 'New job like ' + model.jobId : 'New job'),
      el('form', { class: 'panel', onsubmit: submitJob },
        field('job-id', 'Job id', el('input', { type: 'text', required: true, maxlength: 64, autocomplete: 'off', value: model.jobId ? again(model.jobId, onThing ? 'retry' : 'copy') : '' }), '1 to 64 letters, digits, _ and -'),
        field('things', 'Things', el('textarea', { rows: 2, value: things.join('\n') }), 'Names, separated by spaces, commas or lines'),
        groups.length === 0 ? null : el('fieldset', { class: 'field' }, el('legend', null, 'Thing groups'), groups.map((group) => {
          const box = checkbox('group-' + group.thingGroupName, chosen.indexOf(group.thingGroupName) >= 0);
          box.setAttribute('data-group', group.thingGroupName);
          return el('label', { class: 'check' }, box, group.thingGroupName + ' (' + group.things + ')');
        })),
        field('document', 'Document', el('textarea', { rows: 8, spellcheck: 'false', value: pretty(like.document), onchange: checkDocument }), 'JSON, at most 32,768 characters'),
        el('div', { class: 'row' },
          field('timeout', 'In-progress timeout', el('input', { type: 'text', inputmode: 'numeric', value: model.timeoutConfig ? model.timeoutConfig.inProgressTimeoutInMinutes : '' }), 'Minutes, 1 to 10080; empty for none'),
          field('retry-failed', 'Retries after FAILED', el('input', { type: 'text', inputmode: 'numeric', value: retries('FAILED') }), '0 to 10'),
          field('retry-timed-out', 'Retries after TIMED_OUT', el('input', { type: 'text', inputmode: 'numeric', value: retries('TIMED_OUT') }), '0 to 10, together at most 10')),
        el('p', null, el('label', { class: 'check' }, checkbox('continuous', !onThing && model.targetSelection === 'CONTINUOUS'), 'Continuous: also for things that join the groups later')),
        el('button', { type: 'submit', class: 'main', id: 'create' }, 'Create job')),
    ];
  }

  /** The id for another job like this: ota-7, ota-7-retry-1, ota-7-retry-2. */
  function again(jobId, word) {
    const parts = new RegExp('^(.*)-' + word + '-([0-9]{1,3})$').exec(jobId);
    const next = parts ? parts[1] + '-' + word + '-' + (Number(parts[2]) + 1) : jobId + '-' + word + '-1';
    return next.length > 64 ? next.substring(next.length - 64) : next;
  }

  function pretty(text) {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch (e) {
      return text;
    }
  }

  function checkDocument() {
    const text = byId('document').value;
    try {
      JSON.parse(text);
      return mark('document', Array.from(text).length > 32768 ? 'The document has more than 32,768 characters.' : null);
    } catch (e) {
      return mark('document', 'The document is not JSON: ' + e.message);
    }
  }

  function wholeNumber(id, least, most, isOptional) {
    const text = byId(id).value.trim();
    const isPossible = text === '' ? isOptional : /^[0-9]{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most;
    mark(id, isPossible ? null : 'Use a whole number from ' + least + ' to ' + most + '.');
    return isPossible ? (text === '' ? null : Number(text)) : NaN;
  }

  function submitJob(event) {
    event.preventDefault();
    clearMessages();
    const overview = state.overview;
    const targetArns = byId('things').value.split(/[\s,]+/).filter((name) => name).map((name) => overview.thingArn + name);
    document.querySelectorAll('[data-group]').forEach((box) => {
      if (box.checked) {
        targetArns.push(overview.groupArn + box.getAttribute('data-group'));
      }
    });
    const hasTargets = mark('things', targetArns.length ? null : 'Name at least one thing or choose a group.');
    const isJson = checkDocument();
    const timeout = wholeNumber('timeout', 1, 10080, true);
    const failed = wholeNumber('retry-failed', 0, 10, false);
    const timedOut = wholeNumber('retry-timed-out', 0, 10, false);
    if (!hasTargets || !isJson || isNaN(timeout) || isNaN(failed) || isNaN(timedOut)) {
      const wrong = document.querySelector('[aria-invalid="true"]');
      if (wrong) {
        wrong.focus();
      }
      return;
    }
    const jobId = byId('job-id').value.trim();
    const body = {
      targets: targetArns,
      document: byId('document').value,
      targetSelection: byId('continuous').checked ? 'CONTINUOUS' : 'SNAPSHOT',
    };
    if (timeout !== null) {
      body.timeoutConfig = { inProgressTimeoutInMinutes: timeout };
    }
    const criteria = [['FAILED', failed], ['TIMED_OUT', timedOut]].filter((rule) => rule[1] > 0)
      .map((rule) => ({ failureType: rule[0], numberOfRetries: rule[1] }));
    if (criteria.length) {
      body.jobExecutionsRetryConfig = { criteriaList: criteria };
    }
    act('PUT', 'iot/jobs/' + enc(jobId), body, 'Job ' + jobId + ' was created.', () => go('jobs/' + enc(jobId)));
  }

  /* ---- Faults ---- */

  function faults() {
    return {
      load: (done, failed) => both('faults', 'options', (data) => done({ faults: data.first.faults, options: data.second }), failed),
      keep: 'fault-form',
      show: (data) => [
        head(null, 'Faults'),
        el('section', { class: 'panel flush', 'aria-label': 'Active faults' },
          table('Active faults', [{ title: 'Kind' }, { title: 'Requests' }, { title: 'Hits', class: 'number' }, { title: 'Action' }],
            data.faults.map((fault) => el('tr', null,
              el('th', { scope: 'row' }, fault.kind),
              el('td', { class: 'name' }, (fault.operations || ['all operations']).join(', ') + (fault.things ? ' on ' + fault.things.join(', ') : '')),
              el('td', { class: 'number' }, fault.hits),
              el('td', null, el('button', { type: 'button', class: 'small', id: 'remove-' + fault.id, 'aria-label': 'Remove fault ' + fault.id, onclick: () =>
                act('DELETE', 'faults/' + fault.id, null, 'Fault ' + fault.id + ' was removed.') }, 'Remove')))), 'No faults: all requests are served.')),
        data.faults.length ? button('remove-all', 'Remove all faults and delays', () => act('DELETE', 'faults', null, 'All faults and delays were removed.')) : null,
        byId('fault-form') || faultForm(data.options),
      ],
    };
  }

  function faultForm(options) {
    return el('div', { id: 'fault-form' },
      el('form', { class: 'panel', onsubmit: submitFault },
        el('h2', null, 'Add a fault'),
        el('div', { class: 'row' },
          field('kind', 'Kind', select('kind', options.faultKinds.map((kind) => [kind, kind]), options.faultKinds[0]), 'What clients get'),
          field('operation', 'Operation', select('operation', [['', 'all operations']].concat(options.operations.map((name) => [name, name])), ''), 'Of both planes'),
          field('fault-thing', 'Thing', el('input', { type: 'text', autocomplete: 'off' }), 'Empty for all things')),
        el('div', { class: 'row' },
          field('first', 'Only the first', el('input', { type: 'text', inputmode: 'numeric' }), 'Requests; empty for all'),
          field('latency', 'Latency', el('input', { type: 'text', inputmode: 'numeric' }), 'Milliseconds, for LATENCY'),
          field('probability', 'Probability', el('input', { type: 'text', inputmode: 'decimal' }), '0 to 1; empty for 1')),
        el('p', null, el('label', { class: 'check' }, checkbox('after-effect', false), 'After the request took effect')),
        el('button', { type: 'submit', class: 'main', id: 'add-fault' }, 'Add fault')),
      el('form', { class: 'panel', onsubmit: submitDelays },
        el('h2', null, 'Delay effects'),
        el('div', { class: 'row' },
          field('newJobsMillis', 'New jobs', el('input', { type: 'text', inputmode: 'numeric', value: '0' }), 'Milliseconds'),
          field('cancellationsMillis', 'Cancellations', el('input', { type: 'text', inputmode: 'numeric', value: '0' }), 'Milliseconds'),
          field('timeoutsMillis', 'Timeouts', el('input', { type: 'text', inputmode: 'numeric', value: '0' }), 'Milliseconds'),
          field('deletionsMillis', 'Deletions', el('input', { type: 'text', inputmode: 'numeric', value: '0' }), 'Milliseconds')),
        el('button', { type: 'submit', id: 'set-delays' }, 'Set delays')));
  }

  function submitFault(event) {
    event.preventDefault();
    const fault = { kind: byId('kind').value, afterEffect: byId('after-effect').checked };
    const put = (name, id, read) => {
      const text = byId(id).value.trim();
      if (text) {
        fault[name] = read(text);
      }
    };
    put('operations', 'operation', (text) => [text]);
    put('things', 'fault-thing', (text) => [text]);
    put('first', 'first', number);
    put('latencyMillis', 'latency', number);
    put('probability', 'probability', number);
    act('POST', 'faults', fault, 'Fault ' + fault.kind + ' was added.');
  }

  /** A number, or the text itself, which the emulator then refuses with a reason. */
  const number = (text) => (isNaN(Number(text)) ? text : Number(text));

  function submitDelays(event) {
    event.preventDefault();
    const delays = {};
    ['newJobsMillis', 'cancellationsMillis', 'timeoutsMillis', 'deletionsMillis'].forEach((name) => {
      delays[name] = number(byId(name).value.trim() || '0');
    });
    act('PUT', 'delays', delays, 'The delays were set.');
  }

  /* ---- Clock and state ---- */

  function clock() {
    return form(() => [
      head(null, 'Clock and state'),
      el('section', { class: 'panel', 'aria-labelledby': 'clock-title' },
        el('h2', { id: 'clock-title' }, 'Clock'),
        el('p', null, 'Time of the emulator: ', ticking(() => new Date(now()).toISOString().replace('T', ' ').substring(0, 19) + ' UTC'), '. Timers that are due take effect at once.'),
        el('form', { class: 'bar', onsubmit: (event) => {
          event.preventDefault();
          advance(number(byId('minutes').value.trim()));
        } },
        [[1, '1 minute'], [10, '10 minutes'], [60, '1 hour'], [1440, '1 day']].map((step) => button('advance-' + step[0], '+ ' + step[1], () => advance(step[0]))),
        el('label', { for: 'minutes' }, 'Minutes'),
        el('input', { type: 'text', id: 'minutes', size: 6, inputmode: 'numeric', value: '5' }),
        el('button', { type: 'submit', id: 'advance' }, 'Move'))),
      el('section', { class: 'panel', 'aria-labelledby': 'saved' },
        el('h2', { id: 'saved' }, 'State'),
        el('p', null, 'Things, groups, jobs and executions of this account and region, with their versions and timers, as one JSON file.'),
        el('div', { class: 'bar' },
          button('save', 'Save to a file', save),
          el('label', { for: 'file' }, 'Load from a file'),
          el('input', { type: 'file', id: 'file', accept: 'application/json,.json', onchange: load }))),
      el('section', { class: 'panel', 'aria-labelledby': 'again' },
        el('h2', { id: 'again' }, 'Reset'),
        el('p', null, 'Returns to the state at the start, in all accounts and regions: with the seed, if there is one, and without faults.'),
        button('reset', 'Reset', () => {
          if (confirm('Reset the emulator? All things, jobs and faults are removed.')) {
            act('POST', 'reset', {}, 'The emulator was reset.');
          }
        }, 'danger')),
    ]);
  }

  function advance(minutes) {
    act('POST', 'clock', { advanceMillis: typeof minutes === 'number' ? minutes * 60000 : minutes }, 'The clock was moved.');
  }

  function save() {
    send('GET', 'state', null, (saved) => {
      const url = URL.createObjectURL(new Blob([JSON.stringify(saved, null, 2)], { type: 'application/json' }));
      const anchor = el('a', { href: url, download: 'emulator-' + saved.account + '-' + saved.region + '.json' });
      document.body.appendChild(anchor);
      anchor.click();
      document.body.removeChild(anchor);
      setTimeout(() => URL.revokeObjectURL(url), 10000);
      say('The state was saved.');
    }, failure);
  }

  function load() {
    const file = byId('file').files[0];
    if (!file) {
      return;
    }
    const reader = new FileReader();
    reader.onload = () => {
      clearMessages();
      if (confirm('Load ' + file.name + '? All things and jobs of this account and region are replaced.')) {
        send('PUT', 'state', reader.result, (sizes) => {
          say('Loaded ' + amount(sizes.things, 'thing') + ' and ' + amount(sizes.jobs, 'job') + '.');
          refresh();
        }, failure);
      }
      byId('file').value = '';
    };
    reader.readAsText(file);
  }

  /* ---- Access ---- */

  function askForToken() {
    clearMessages();
    state.view = null;
    connection('off', 'Not allowed');
    replace(byId('main'), [
      head(null, 'Token needed'),
      el('form', { class: 'panel', onsubmit: (event) => {
        event.preventDefault();
        takeToken(byId('token').value.trim());
        start();
      } },
      el('p', null, 'The emulator was started with access keys, and a page cannot sign requests. It printed a URL with a token when it started: open that URL, or paste the token here.'),
      field('token', 'Token', el('input', { type: 'text', required: true, autocomplete: 'off', spellcheck: 'false' }), 'The part after #token='),
      el('button', { type: 'submit', class: 'main', id: 'use-token' }, 'Use token')),
    ]);
  }

  function takeToken(token) {
    state.token = token;
    try {
      sessionStorage.setItem('token', token);
    } catch (e) {
      // Without storage the token is kept in this page only.
    }
  }

  /* ---- Routes ---- */

  function viewOf(route) {
    const parts = route.split('?')[0].split('/').map(decodeURIComponent);
    const query = new URLSearchParams(route.split('?')[1] || '');
    switch (parts[0]) {
      case 'things':
        return parts[1] ? thing(parts[1]) : things();
      case 'jobs':
        return parts[1] ? job(parts[1]) : jobs();
      case 'executions':
        return execution(parts[1] || '', parts[2] || '', parts[3] || '1');
      case 'new-thing':
        return newThing();
      case 'new-group':
        return newGroup();
      case 'new-job':
        return newJob(query);
      case 'faults':
        return faults();
      case 'clock':
        return clock();
      default:
        return things();
    }
  }

  const TABS = { executions: 'things', 'new-thing': 'things', 'new-group': 'things', 'new-job': 'jobs' };

  function navigate() {
    const route = location.hash.substring(1) || 'things';
    const token = /^token=([0-9a-f]+)$/.exec(route);
    if (token) {
      takeToken(token[1]);
      history.replaceState(null, '', location.pathname + '#things');
      navigate();
      return;
    }
    const isFirst = state.view === null;
    state.view = viewOf(route);
    state.view.route = route;
    const first = route.split(/[/?]/)[0];
    document.querySelectorAll('nav a').forEach((a) => {
      if (a.getAttribute('data-view') === (TABS[first] || first)) {
        a.setAttribute('aria-current', 'page');
      } else {
        a.removeAttribute('aria-current');
      }
    });
    state.view.focusTitle = !isFirst;
    clear(byId('alert'));
    refresh();
  }

  const go = (route) => {
    state.keepsMessage = true;
    if (location.hash === '#' + route) {
      navigate();
    } else {
      location.hash = route;
    }
  };

  /** Loads what is shown; one load at a time, and one more if something changed meanwhile. */
  function refresh() {
    const view = state.view;
    if (!view) {
      return;
    }
    if (state.loading) {
      state.isStale = true;
      return;
    }
    state.loading = true;
    const finish = () => {
      state.loading = false;
      if (state.isStale) {
        state.isStale = false;
        refresh();
      }
    };
    const failed = (error) => {
      if (view === state.view) {
        failure(error);
        if (state.view && !view.shown && error.status) {
          replace(byId('main'), [head([link(view.route.split(/[/?]/)[0] === 'jobs' ? 'jobs' : 'things', 'Back')], 'Not found')]);
          document.title = 'IoT Jobs emulator';
        }
      }
      finish();
    };
    send('GET', 'overview', null, (overview) => {
      showOverview(overview);
      if (view.isStill && view.shown) {
        finish();
        return;
      }
      view.load((data) => {
        if (view === state.view) {
          display(view, data);
        }
        finish();
      }, failed);
    }, failed);
  }

  function display(view, data) {
    const text = JSON.stringify([data, state.overview.things, state.overview.groups]);
    if (view.shown === text) {
      return;
    }
    view.shown = text;
    replaceView(view, data);
    if (view.focusTitle) {
      view.focusTitle = false;
      byId('title').focus({ preventScroll: true });
      window.scrollTo(0, 0);
    }
    document.title = byId('title').textContent + ' - IoT Jobs emulator';
    byId('main').setAttribute('data-route', view.route);
  }

  /** What is typed stays, with its cursor, while the view around it changes. */
  function replaceView(view, data) {
    const main = byId('main');
    const typed = {};
    if (main.getAttribute('data-route') === view.route) {
      main.querySelectorAll('input[type="text"], input[type="search"]').forEach((input) => {
        typed[input.id] = { value: input.value, cursor: input === document.activeElement ? input.selectionStart : null };
      });
    }
    replace(main, view.show(data));
    Object.keys(typed).forEach((id) => {
      const input = byId(id);
      if (input && input.value !== typed[id].value) {
        input.value = typed[id].value;
      }
      if (input && typed[id].cursor !== null) {
        input.setSelectionRange(typed[id].cursor, typed[id].cursor);
      }
    });
  }

  function showOverview(overview) {
    state.overview = overview;
    state.offset = Date.parse(overview.now) - Date.now();
    const text = JSON.stringify(overview.accounts) + overview.account + overview.region;
    const home = byId('home');
    if (home.getAttribute('data-shown') !== text) {
      home.setAttribute('data-shown', text);
      replace(home, overview.accounts.map((one) => el('option', { value: one.account + '/' + one.region }, one.region + ' ' + one.account)));
      home.value = overview.account + '/' + overview.region;
    }
    tick();
  }

  /* ---- Live updates ---- */

  let events = null;
  let polling = null;

  function connection(kind, text) {
    byId('live').setAttribute('class', 'live ' + kind);
    byId('live').textContent = text;
  }

  function listen() {
    stopListening();
    if (typeof EventSource === 'undefined') {
      poll();
      return;
    }
    const path = state.token ? 'events?token=' + enc(state.token) : 'events';
    events = new EventSource(withHome(path));
    events.onopen = () => {
      clearInterval(polling);
      connection('on', 'Live');
    };
    events.addEventListener('change', onChange);
    events.onerror = () => {
      connection('off', 'Disconnected');
      if (events.readyState === 2) {
        // Refused, as by too many pages: the browser does not try again.
        stopListening();
        poll();
      }
    };
    // Until the stream is there: it may be refused, or a proxy may hold it back.
    const opening = events;
    setTimeout(() => {
      if (opening === events && opening.readyState !== 1) {
        poll();
      }
    }, OPENING_MILLIS);
  }

  function stopListening() {
    if (events) {
      events.close();
      events = null;
    }
    clearInterval(polling);
  }

  function onChange() {
    if (document.hidden) {
      state.isHiddenStale = true;
    } else {
      refresh();
    }
  }

  function poll() {
    const ask = () => {
      if (document.hidden) {
        return;
      }
      send('GET', 'overview', null, (overview) => {
        connection('on', 'Polling');
        if (!state.overview || overview.changes !== state.overview.changes) {
          refresh();
        } else {
          showOverview(overview);
        }
      }, (error) => {
        connection('off', 'Disconnected');
        if (error.status === 403) {
          failure(error);
        }
      });
    };
    clearInterval(polling);
    polling = setInterval(ask, POLL_MILLIS);
    ask();
  }

  function start() {
    navigate();
    listen();
  }

  /* ---- Start ---- */

  try {
    state.token = sessionStorage.getItem('token');
  } catch (e) {
    state.token = null;
  }
  window.addEventListener('hashchange', () => {
    if (!state.keepsMessage) {
      clear(byId('said'));
    }
    state.keepsMessage = false;
    navigate();
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && state.isHiddenStale) {
      state.isHiddenStale = false;
      refresh();
    }
  });
  byId('skip').addEventListener('click', (event) => {
    event.preventDefault();
    byId('main').focus();
  });
  byId('home').addEventListener('change', (event) => {
    const parts = event.target.value.split('/');
    state.home = { account: parts[0], region: parts[1] };
    state.lists = {};
    go(/^(faults|clock)/.test(state.view ? state.view.route : '') ? state.view.route : 'things');
    listen();
  });
  setInterval(tick, 1000);
  start();
})();
